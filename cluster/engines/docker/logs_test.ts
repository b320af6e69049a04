import { assertEquals } from "@std/assert";
import { parsed } from "./logs.ts";

Deno.test("parsed() reads the lines of Compose, by service and replica", () => {
  const output = [
    "kafka1-1    | 2026-11-30T02:22:38.123456789Z [2026-11-30 02:22:38,120] INFO a | b",
    "consumer-2  | 2026-11-30T02:22:38.2Z \tat x",
    "zoo1-1      | 2026-11-30T02:22:38.3Z ",
    "no line of a service",
    "",
  ].join("\n");
  const time = (ms: number) => Date.parse("2026-11-30T02:22:38.000Z") + ms;
  assertEquals(parsed(output).map(({ node, text, time }) => [node, time, text]), [
    ["kafka1", time(123), "[2026-11-30 02:22:38,120] INFO a | b"],
    ["consumer-2", time(200), "\tat x"],
    ["zoo1", time(300), ""],
  ]);
});
