import { assertEquals } from "@std/assert";
import { lineChunks } from "./lines.ts";

const NEVER = new AbortController().signal;

function collect(...chunks: string[]): Promise<string[][]> {
  return lines(...chunks.map((chunk) => new TextEncoder().encode(chunk)));
}

function lines(...chunks: Uint8Array[]): Promise<string[][]> {
  return Array.fromAsync(
    lineChunks(ReadableStream.from(chunks), NEVER),
    (lines) => lines.map((line) => line.toString("latin1")),
  );
}

Deno.test("lineChunks() gives whole lines, as they come", async () => {
  const cases: [string[], string[][]][] = [
    [[], []],
    [["a\nb\n"], [["a", "b"]]],
    [["a\nb"], [["a"], ["b"]]],
    [["a", "b\nc\n"], [["ab", "c"]]],
    [["a\r", "\nb\r\n"], [["a\r", "b\r"]]],
    [["\n\n"], [["", ""]]],
    [["a\n", "b\n"], [["a"], ["b"]]],
  ];
  for (const [chunks, lines] of cases) assertEquals(await collect(...chunks), lines);
});

Deno.test("lineChunks() gives the bytes that came, in however many parts", async () => {
  const bytes = [0xff, 0xfe, 10, 0xef, 0xbb, 0xbf, 0xc3, 0xa9, 0, 13, 10, 13];
  const expected = ["\xff\xfe", "\xef\xbb\xbf\xc3\xa9\0\r", "\r"];
  assertEquals((await lines(new Uint8Array(bytes))).flat(), expected);
  assertEquals((await lines(...bytes.map((byte) => new Uint8Array([byte])))).flat(), expected);
});

Deno.test("lineChunks() ends at an abort, without the line that is unfinished", async () => {
  const controller = new AbortController();
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (source) => source.enqueue(new TextEncoder().encode("a\nunfin")),
  });
  const seen: string[] = [];
  for await (const lines of lineChunks(stream, controller.signal)) {
    seen.push(...lines.map(String));
    queueMicrotask(() => controller.abort());
  }
  assertEquals(seen, ["a"]);
});
