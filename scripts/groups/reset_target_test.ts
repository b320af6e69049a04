import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "../cli/invocation/command.ts";
import { parsePartitions, parseTo, withShift } from "./reset_target.ts";

Deno.test("parseTo() tells offsets, times, ages and shifts apart", () => {
  assertEquals(parseTo("earliest"), "earliest");
  assertEquals(parseTo("12"), { offset: 12 });
  assertEquals(parseTo("+5"), { shift: 5 });
  assertEquals(parseTo("-5"), { shift: -5 });
  assertEquals(parseTo("2023-11-14T22:13:20Z"), { time: 1_700_000_000_000 });
  const age = parseTo("10m");
  assertEquals(typeof age === "object" && "time" in age, true);
  for (const wrong of ["", "soon", "1.5", "+", "10 minutes"]) {
    assertThrows(() => parseTo(wrong), UsageError, "--to is earliest");
  }
});

Deno.test("parsePartitions() reads a topic and its partitions", () => {
  assertEquals(parsePartitions("orders"), { topic: "orders" });
  assertEquals(parsePartitions("orders:2,0,2"), { topic: "orders", partitions: [2, 0] });
  for (const wrong of ["orders:", "orders:a", "orders:1:2", "orders:1,"]) {
    assertThrows(() => parsePartitions(wrong), UsageError, "--topic is");
  }
});

Deno.test("withShift() lets --to have a number below 0", () => {
  assertEquals(withShift(["reset", "g", "--to", "-5", "--yes"]), [
    "reset",
    "g",
    "--to=-5",
    "--yes",
  ]);
  assertEquals(withShift(["reset", "--to", "--yes"]), ["reset", "--to", "--yes"]);
});
