import { assertEquals, assertMatch } from "@std/assert";
import { join } from "node:path";
import { openLog } from "./log_output.ts";

const LOGGING = {
  level: "info",
  maxsize: 1,
  maxbackups: 1,
  maxage: 1,
  "use-localtime": false,
  "use-compression": false,
} as const;

/** What is written to a console's method while `work` runs. */
function said(method: "log" | "error", work: () => void): string[] {
  const lines: string[] = [];
  const original = console[method];
  console[method] = (line: string) => lines.push(line);
  try {
    work();
  } finally {
    console[method] = original;
  }
  return lines;
}

Deno.test("openLog() writes to the file that the settings name", () => {
  const dir = Deno.makeTempDirSync();
  const filename = join(dir, "burrow.log");
  const output = openLog({ ...LOGGING, filename });
  output.write("a line");
  output.close();
  assertEquals(Deno.readTextFileSync(filename), "a line\n");
  Deno.removeSync(dir, { recursive: true });
});

Deno.test("openLog() writes to standard output without a file", () => {
  const output = openLog({ ...LOGGING, filename: "" });
  assertEquals(said("log", () => output.write("a line")), ["a line"]);
});

Deno.test("openLog() writes to standard output where the file cannot be written, and says so", () => {
  const file = Deno.makeTempFileSync();
  const errors = said("error", () => {
    const output = openLog({ ...LOGGING, filename: join(file, "burrow.log") });
    assertEquals(said("log", () => output.write("a line")), ["a line"]);
  });
  assertMatch(errors[0], /^Cannot log to .*burrow\.log, so to standard output: /);
  Deno.removeSync(file);
});
