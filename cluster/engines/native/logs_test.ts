import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { labEnvironment } from "../../environment.ts";
import { eventually } from "../../../tests/lab.ts";
import { beginLogs, writeLogs } from "./logs.ts";

Deno.test("writeLogs() follows a log on, whatever bytes are in it, and one that starts anew", async () => {
  const environment = { ...labEnvironment(), stateDir: await Deno.makeTempDir() };
  const path = join(environment.stateDir, "logs", "kafka1.log");
  await Deno.mkdir(join(environment.stateDir, "logs"));
  await Deno.writeFile(path, new Uint8Array([0xff, 0x0a, 0xe2, 0x82]));
  let written = "";
  const ended = new AbortController();
  const following = writeLogs(environment, ["kafka1"], {
    follow: true,
    signal: ended.signal,
    take: (lines) => {
      written += lines.map(({ text }) => `${text}\n`).join("");
      return Promise.resolve();
    },
  });
  await eventually("the line came", () => written === "\ufffd\n");
  // The letter's last byte, and an end.
  await Deno.writeFile(path, new Uint8Array([0xac, 0x0a]), { append: true });
  await eventually("the next line came", () => written === "\ufffd\n€\n");
  await Deno.writeTextFile(path, "new\n");
  await eventually("the new log came", () => written.endsWith("€\nnew\n"));
  ended.abort();
  await following;
  assertEquals(written, "\ufffd\n€\nnew\n");
  await Deno.remove(environment.stateDir, { recursive: true });
});

Deno.test("writeLogs() ends with what a node said last, with an end of line or not", async () => {
  const environment = { ...labEnvironment(), stateDir: await Deno.makeTempDir() };
  await Deno.mkdir(join(environment.stateDir, "logs"));
  await Deno.writeTextFile(join(environment.stateDir, "logs", "zoo1.log"), "one\nlast words");
  let written = "";
  await writeLogs(environment, ["zoo1", "kafka1"], {
    follow: false,
    signal: new AbortController().signal,
    take: (lines) => {
      written += lines.map(({ node, text }) => `${node} ${text}\n`).join("");
      return Promise.resolve();
    },
  });
  assertEquals(written, "zoo1 one\nzoo1 last words\n");
  await Deno.remove(environment.stateDir, { recursive: true });
});

Deno.test("beginLogs() puts away what was logged before, and what was put away last", async () => {
  const stateDir = await Deno.makeTempDir();
  const environment = { ...labEnvironment(), stateDir };
  const path = join(stateDir, "logs", "kafka1.log");
  await Deno.mkdir(join(stateDir, "logs"));
  for (const text of ["older\n", "old\n"]) {
    await Deno.writeTextFile(path, text);
    await beginLogs(environment, ["kafka1", "kafka2"]);
  }
  const names = await Array.fromAsync(Deno.readDir(join(stateDir, "logs")), ({ name }) => name);
  assertEquals(names, ["kafka1.log.1"]);
  assertEquals(await Deno.readTextFile(`${path}.1`), "old\n");
  await Deno.remove(stateDir, { recursive: true });
});
