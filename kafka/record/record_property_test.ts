/** That bytes become text and the same bytes again, for any bytes. @module */
import { assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import fc from "fast-check";
import { bytesToText, markedBytes, markedText, textToBytes } from "./bytes_text.ts";
import { parseCondition } from "./matching/record_condition.ts";
import { parseRecordJson, recordJson } from "./record_json.ts";
import { formatLine, parseLine } from "./record_line.ts";
import { parseTime, recordTime } from "./record_time.ts";

/** Random bytes are hardly ever UTF-8, so text is drawn, too; and what looks like our own marks. */
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.string({ unit: "binary" }).map((text) => new TextEncoder().encode(text)),
  fc.string().map((text) => new TextEncoder().encode(`base64:${text}`)),
);

/** Names that objects have by themselves, numbers that objects put in front, and any other. */
const headerName = fc.oneof(
  fc.constantFrom("__proto__", "constructor", "toString", "1", "0", ""),
  fc.string({ unit: "grapheme" }),
);

const record = fc.record({
  partition: fc.nat(),
  offset: fc.maxSafeNat(),
  timestamp: fc.oneof(
    fc.maxSafeInteger(),
    fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n - 1n }),
    fc.bigInt({ min: -(2n ** 63n), max: -(2n ** 53n) }),
  ),
  key: fc.option(bytes),
  value: fc.option(bytes),
  headers: fc.array(fc.tuple(headerName, fc.option(bytes)), { maxLength: 8 }),
});

/** Bytes of any kind as hexadecimal, so that what differs is told well. */
const hex = (found: Uint8Array | null | undefined) => found && Buffer.from(found).toString("hex");

Deno.test("bytesToText() and markedText() lose nothing, for any bytes", () => {
  fc.assert(fc.property(bytes, (given) => {
    assertEquals(hex(textToBytes(bytesToText(given))), hex(given));
    assertEquals(hex(markedBytes(markedText(given))), hex(given));
  }));
});

Deno.test("parseRecordJson() reads what recordJson() has written, for any record", () => {
  fc.assert(fc.property(record, (given) => {
    const line = recordJson(given);
    assertEquals(line.includes("\n"), false);
    const { key, value, headers, partition, timestamp } = parseRecordJson(line);
    assertEquals(
      [hex(key), hex(value), partition, timestamp],
      [hex(given.key), hex(given.value), given.partition, given.timestamp],
    );
    const shown = (list: typeof headers) => list.map(([name, value]) => [name, hex(value)]);
    assertEquals(shown(headers), shown(given.headers));
  }));
});

Deno.test("parseRecordJson() refuses any other text with a SyntaxError, and nothing else", () => {
  const lines = fc.oneof(fc.string(), fc.json(), fc.json().map((json) => `{"key":${json}}`));
  fc.assert(fc.property(lines, (line) => {
    try {
      parseRecordJson(line);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }));
});

Deno.test("parseLine() finds the key and value of formatLine(), for any without the separator", () => {
  const part = bytes.filter((given) => !Buffer.from(given).includes("\t"));
  fc.assert(fc.property(part, bytes, (key, value) => {
    const line = formatLine({ key, value }, "\t").subarray(0, -1);
    const found = parseLine(line, { separator: "\t" });
    assertEquals([hex(found.key), hex(found.value)], [hex(key), hex(value)]);
  }));
});

Deno.test("parseCondition() and parseTime() take or refuse any text, and throw at none", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string().map((text) => `value.${text}`)), (text) => {
      parseCondition(text);
      const time = parseTime(text);
      assertEquals(time === undefined || Number.isFinite(time), true);
    }),
  );
  const date = fc.date({ min: new Date(0), max: new Date("9999-12-31"), noInvalidDate: true });
  fc.assert(fc.property(date, (date) => {
    assertEquals(parseTime(String(recordTime(date.getTime()))), date.getTime());
  }));
});
