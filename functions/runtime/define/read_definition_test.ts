import { assertEquals, assertThrows } from "@std/assert";
import { z } from "zod";
import { ConfigError } from "../config/config.ts";
import { defineFunction } from "./define_function.ts";
import type { FunctionDefinition, Input } from "./definition.ts";
import { describe } from "./describe.ts";
import { readDefinition } from "./read_definition.ts";

const each = () => {};

function faults(definition: object, name = "orders"): string[] {
  const defined = defineFunction(definition as FunctionDefinition<Input>);
  return [...assertThrows(() => readDefinition(name, defined), ConfigError).faults];
}

Deno.test("a definition is read with its defaults, and times in ms", () => {
  const own = readDefinition(
    "orders",
    defineFunction({
      port: 5010,
      trigger: { topics: ["orders"], batch: { window: "1.5s" } },
      input: z.object({ price: z.number() }),
      output: { topic: "invoices" },
      handle: (orders) => orders.map(({ key, value }) => ({ key, value: value.price * 2 })),
    }),
  );
  const { trigger, input, deadLetters, retries, timeout } = describe(own);
  assertEquals(trigger?.group, "orders");
  assertEquals(trigger?.batch, { records: 500, bytes: 8_388_608, window: 1_500 });
  assertEquals([input, deadLetters, timeout], ["schema", { orders: "orders.orders.dlq" }, 30_000]);
  assertEquals(retries, { attempts: 4, backoff: 100, maxAge: null });
});

Deno.test("all that cannot be in a definition is listed at once", () => {
  assertEquals(
    faults({
      port: 0,
      colour: "red",
      trigger: { topics: ["a b"], batch: { records: 0, window: "5x" }, form: "earliest" },
      timeout: "soon",
      each,
    }).length,
    7,
  );
});

Deno.test("what does not fit together is refused", () => {
  const trigger = { topics: ["orders"] };
  const long = "o".repeat(240);
  const cases: [definition: object, fault: RegExp][] = [
    [{ port: 5010 }, /nothing would ever call it/],
    [{ port: 5010, trigger }, /needs each or handle/],
    [{ port: 5010, trigger, each, handle: each }, /exclude each other/],
    [{ port: 5010, schedule: "* * * * *" }, /schedule and run go together/],
    [{ port: 5010, schedule: "noon", run: each }, /must be a cron expression/],
    [{ port: 5010, trigger, each, onFailure: { topic: "orders" } }, /which it consumes/],
    [{ port: 5010, trigger: { topics: [long] }, each }, /too long for a topic, by 2: name/],
    [{ port: 5010, trigger, each, output: { topic: "orders" } }, /would never end/],
    [{ port: 5010, trigger: { ...trigger, concurrency: 2 }, each }, /needs ordering key or none/],
    [
      { port: 5010, trigger: { ...trigger, batch: { window: "1s" } }, each },
      /no effect on each/,
    ],
  ];
  for (const [definition, fault] of cases) {
    const found = faults(definition);
    assertEquals([found.length, fault.test(found[0])], [1, true], found.join("; "));
  }
});

Deno.test("a function's name is one that a container and a group may have", () => {
  assertEquals(faults({ port: 5010, fetch: each }, "My Orders").length, 1);
});
