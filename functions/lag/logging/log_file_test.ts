import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { LogFile, type LogFileOptions } from "./log_file.ts";

/** A log in a folder of its own, and the texts in it, the newest last. */
function setUp(options: Partial<LogFileOptions>) {
  const dir = Deno.makeTempDirSync();
  const path = join(dir, "log", "burrow.log");
  const open = () => new LogFile({ path, maxBytes: 20, maxBackups: 0, maxAgeMs: 0, ...options });
  const texts = () =>
    [...Deno.readDirSync(join(dir, "log"))].map(({ name }) => name).toSorted()
      // "burrow-…" comes before "burrow.log".
      .map((name) => Deno.readTextFileSync(join(dir, "log", name)));
  return { open, texts, path, remove: () => Deno.removeSync(dir, { recursive: true }) };
}

/** Writes as many lines, each in a millisecond of its own, as files are named by it. */
async function writeLines(log: LogFile, count: number): Promise<void> {
  for (let i = 1; i <= count; i++) {
    log.write(`line ${i}`);
    const now = Date.now();
    while (Date.now() === now) await Promise.resolve();
  }
}

Deno.test("LogFile puts itself away before it becomes too large", async () => {
  const { open, texts, remove } = setUp({});
  const log = open();
  await writeLines(log, 5);
  log.close();
  assertEquals(texts(), ["line 1\nline 2\n", "line 3\nline 4\n", "line 5\n"]);
  remove();
});

Deno.test("LogFile goes on with the file that is there", async () => {
  const { open, texts, remove } = setUp({});
  for (let i = 0; i < 3; i++) {
    const log = open();
    await writeLines(log, 1);
    log.close();
  }
  assertEquals(texts(), ["line 1\nline 1\n", "line 1\n"]);
  remove();
});

Deno.test("LogFile keeps as many files as it is to", async () => {
  const { open, texts, remove } = setUp({ maxBackups: 1 });
  const log = open();
  await writeLines(log, 7);
  log.close();
  assertEquals(texts(), ["line 5\nline 6\n", "line 7\n"]);
  remove();
});

Deno.test("LogFile removes files that are too old, and no others", async () => {
  const { open, texts, path, remove } = setUp({ maxAgeMs: 60_000 });
  const log = open();
  const old = path.replace(".log", "-2001-01-31T12-00-00.000.log");
  const others = [path.replace(".log", "-lab.log"), path.replace("burrow.log", "x.log")];
  for (const file of [old, ...others]) {
    Deno.writeTextFileSync(file, "old");
    Deno.utimeSync(file, new Date(0), new Date(0));
  }
  await writeLines(log, 3);
  log.close();
  assertEquals(texts(), ["line 1\nline 2\n", "old", "line 3\n", "old"]);
  remove();
});
