import { assertEquals } from "@std/assert";
import { lineChunks } from "./lines.ts";

const NEVER = new AbortController().signal;

function collect(...chunks: string[]): Promise<string[][]> {
  const bytes = chunks.map((chunk) => new TextEncoder().encode(chunk));
  return Array.fromAsync(lineChunks(ReadableStream.from(bytes), NEVER));
}

Deno.test("lineChunks() gives whole lines, as they come", async () => {
  const cases: [string[], string[][]][] = [
    [[], []],
    [["a\nb\n"], [["a", "b"]]],
    [["a\nb"], [["a"], ["b"]]],
    [["a", "b\nc\n"], [["ab", "c"]]],
    [["a\r", "\nb\r\n"], [["a", "b"]]],
    [["\n\n"], [["", ""]]],
    [["a\n", "b\n"], [["a"], ["b"]]],
  ];
  for (const [chunks, lines] of cases) assertEquals(await collect(...chunks), lines);
});

Deno.test("lineChunks() puts characters together that came in parts", async () => {
  const [first, ...rest] = new TextEncoder().encode("é\n");
  const stream = ReadableStream.from([new Uint8Array([first]), new Uint8Array(rest)]);
  assertEquals(await Array.fromAsync(lineChunks(stream, NEVER)), [["é"]]);
});

Deno.test("lineChunks() ends at an abort, without the line that is unfinished", async () => {
  const controller = new AbortController();
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (source) => source.enqueue(new TextEncoder().encode("a\nunfin")),
  });
  const seen: string[][] = [];
  for await (const lines of lineChunks(stream, controller.signal)) {
    seen.push(lines);
    queueMicrotask(() => controller.abort());
  }
  assertEquals(seen, [["a"]]);
});
