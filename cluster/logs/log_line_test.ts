import { assertEquals } from "@std/assert";
import { type ParsedLine, parseLine } from "./log_line.ts";

Deno.test("parseLine() knows the forms in which nodes log", () => {
  const time = Date.parse("2026-11-30T02:22:38.123Z");
  const cases: [string, ParsedLine][] = [
    [
      "[2026-11-30 02:22:38,123] WARN [Log x] odd (kafka.log.Log)",
      { time, level: "WARN", text: "WARN [Log x] odd (kafka.log.Log)" },
    ],
    ["[2026-11-30T02:22:38.123Z] zoo1: started", { time, level: undefined, text: "zoo1: started" }],
    [
      '{"level":"info","time":"2026-11-30T02:22:38.123Z","function":"orders","message":"done","records":3,"key":"a b"}',
      { time, level: "INFO", text: 'INFO done records=3 key="a b"' },
    ],
    [
      `{"level":"warn","ts":${time / 1000},"msg":"slow","group":"g"}`,
      { time, level: "WARN", text: "WARN slow group=g" },
    ],
    [
      '{"level":"error","time":"2026-11-30T02:22:38.123Z","message":"failed","error":"Error: x\\n    at y"}',
      { time, level: "ERROR", text: "ERROR failed error=Error: x\n    at y" },
    ],
    ["\tat kafka.Kafka.main(Kafka.scala)", { text: "\tat kafka.Kafka.main(Kafka.scala)" }],
    ["plain", { text: "plain" }],
    ["", { text: "" }],
    ["{", { text: "{" }],
    ['{"time":"soon","message":"x"}', { text: '{"time":"soon","message":"x"}' }],
    ['{"a":1}', { text: '{"a":1}' }],
  ];
  for (const [line, parsed] of cases) assertEquals(parseLine(line), parsed, line);
});
