import { assertEquals } from "@std/assert";
import {
  bytes,
  count,
  duration,
  printable,
  printableJson,
  printableLines,
  table,
} from "./terminal.ts";

Deno.test("duration() shows the two largest units", () => {
  const cases: [number, string][] = [
    [0, "0 ms"],
    [850.4, "850 ms"],
    [4200, "4.2 s"],
    [59_949, "59.9 s"],
    [59_999, "1 min"],
    [185_000, "3 min 5 s"],
    [7_500_000, "2 h 5 min"],
    [187_200_000, "2 d 4 h"],
  ];
  for (const [ms, text] of cases) assertEquals(duration(ms), text);
});

Deno.test("bytes() picks the unit", () => {
  const cases: [number, string][] = [
    [0, "0 B"],
    [1023, "1023 B"],
    [1536, "1.5 KiB"],
    [327_155_712, "312 MiB"],
    [1_503_238_554, "1.4 GiB"],
  ];
  for (const [count, text] of cases) assertEquals(bytes(count), text);
});

Deno.test("count() minds the plural", () => {
  assertEquals([0, 1, 12_000].map((n) => count(n, "record")), [
    "0 records",
    "1 record",
    "12,000 records",
  ]);
});

Deno.test("table() aligns columns by what is seen, not by escape codes", () => {
  const text = table(["name", "lag", "state"], [
    ["\x1b[1mone\x1b[22m", "5", "Stable"],
    ["three", "1200", ""],
  ], { right: ["lag"] });
  assertEquals(
    text.split("\n"),
    ["name    lag  state", "\x1b[1mone\x1b[22m       5  Stable", "three  1200"],
  );
});

Deno.test("table() cuts its widest columns short where it would be too wide", () => {
  const id = "scenario-0b5f8f1a-7c7a-4d5e-9a53-3d1f0a8c1f17";
  const rows = [[id, "12", "\x1b[2ma fairly long state of things\x1b[22m"], ["short", "1", "x"]];
  const lines = table(["topic", "records", "state"], rows, { right: ["records"], width: 40 })
    .split("\n");
  assertEquals(lines, [
    "topic                  records  state",
    "scenario-0…1f0a8c1f17       12  \x1b[2ma fa…ngs\x1b[22m",
    "short                        1  x",
  ]);
});

Deno.test("printable() shows what a terminal would obey, in one line", () => {
  const cases: [string, string][] = [
    ["plain, é, 漢字 and 🎉", "plain, é, 漢字 and 🎉"],
    ["\x1b]0;owned\x07\x1b[2J", String.raw`\x1b]0;owned\x07\x1b[2J`],
    ["a\nb\r\tc", String.raw`a\nb\r\tc`],
    ["\x00\x7f\x9b31m", String.raw`\x00\x7f\x9b31m`],
    ["\u202egpj.exe\u2066", String.raw`\u202egpj.exe\u2066`],
  ];
  for (const [text, shown] of cases) assertEquals(printable(text), shown);
});

Deno.test("printableJson() leaves the same JSON", () => {
  const json = JSON.stringify({ "a\u009b2J": "\x1b]0;b\x07\x7f\u202e\n" }, null, "\t");
  const shown = printableJson(json);
  assertEquals(printableLines(shown), shown);
  assertEquals(JSON.parse(shown), JSON.parse(json));
});

Deno.test("printableLines() leaves lines and their tabs as they are", () => {
  assertEquals(printableLines("at\tx\n\x1b[31mred\r\n"), "at\tx\n\\x1b[31mred\\r\n");
});
