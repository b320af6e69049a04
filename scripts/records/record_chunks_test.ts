import { Buffer } from "node:buffer";
import { assertEquals, assertRejects } from "@std/assert";
import { parseRecordJson } from "../../kafka/record/record_json.ts";
import { lineChunks, splitFirst } from "./lines.ts";
import { recordChunks } from "./record_chunks.ts";

function chunksOf(...texts: string[]) {
  const stream = ReadableStream.from(texts.map((text) => Buffer.from(text)));
  return lineChunks(stream, new AbortController().signal);
}

const json = (line: Buffer) => parseRecordJson(line.toString());

Deno.test("recordChunks() makes a record of each line, and passes by what it is told to", async () => {
  const lines = chunksOf('{"key":"a"}\n\n{"key', '":"b"}\n\n', '{"key":"c"}');
  const found = await Array.fromAsync(recordChunks(lines, json, { passesEmpty: true }));
  assertEquals(found.map((records) => records.map(({ key }) => `${key}`)), [["a"], ["b"], ["c"]]);
});

Deno.test("recordChunks() names the line that is no record", async () => {
  const { first, rest } = await splitFirst(chunksOf("head\n", '{"key":"a"}\n{}\n'));
  assertEquals(`${first}`, "head");
  await assertRejects(
    () => Array.fromAsync(recordChunks(rest, json, { firstLine: 2 })),
    Error,
    "Cannot read line 3: there is neither a key nor a value",
  );
});

Deno.test("splitFirst() finds no line in nothing", async () => {
  const { first, rest } = await splitFirst(chunksOf());
  assertEquals([first, await Array.fromAsync(rest)], [undefined, []]);
});
