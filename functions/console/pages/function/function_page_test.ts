import { assertEquals, assertStringIncludes } from "@std/assert";
import { OwnFunctionClient } from "../../sources/own_function.ts";
import { fakeFetch } from "../../testing/fake_fetch.ts";
import { setUp } from "../../testing/set_up.ts";

const URL = "http://orders:5010";

const STATUS = {
  state: "started",
  problem: null,
  assignment: [{ topic: "orders", partition: 0 }],
  totalLag: 7,
  ledger: { totals: { consumed: 100 } },
  handler: { retries: 3, deadLetters: 2, skipped: 0 },
  function: {
    description: "Turns orders into invoices",
    trigger: { topics: ["orders"], group: "orders", ordering: "partition", filtered: false },
    input: "json",
    output: { topic: "invoices" },
    deadLetters: { orders: "orders.orders.dlq" },
    fetch: true,
    replicas: 1,
  },
  invocations: 12,
  lastInvocations: [
    { time: "2026-11-30T03:00:00.000Z", records: 5, ms: 12, outputs: 4, failures: 1, error: "no" },
  ],
  outputs: 48,
  schedule: null,
};

const LOGS = {
  lines: [{ time: "2026-11-30T03:00:00.000Z", level: "warn", text: "late by=3" }],
};

function lab(answers: Record<string, unknown> = {}) {
  return {
    network: fakeFetch({ [`${URL}/status`]: STATUS, [`${URL}/logs`]: LOGS, ...answers }),
    ...setUp({ own: [new OwnFunctionClient("orders", URL)] }),
  };
}

Deno.test("the list of functions tells what each does, and which does not answer", async () => {
  const { network, request } = lab();
  using _network = network;
  const { status, body } = await request("/functions");
  assertEquals(status, 200);
  assertStringIncludes(body, `<a href="/functions/orders">orders</a>`);
  assertStringIncludes(body, "orders · HTTP");

  using _nobody = fakeFetch({});
  const { request: ask } = setUp({ own: [new OwnFunctionClient("orders", URL)] });
  assertStringIncludes((await ask("/functions")).body, "Cannot reach orders");
});

Deno.test("a function's page tells its figures, its last calls and its log", async () => {
  const { network, request } = lab();
  using _network = network;
  const { status, body } = await request("/functions/orders");
  assertEquals(status, 200);
  for (const text of ["Turns orders into invoices", "orders.orders.dlq", "late by=3", "12 ms"]) {
    assertStringIncludes(body, text);
  }
  assertEquals((await request("/functions/none")).status, 404);
});

Deno.test("a function is paused from its page", async () => {
  const { network, post } = lab({ [`${URL}/pause`]: { message: "orders paused" } });
  using _network = network;
  const { location, flash } = await post("/functions/orders/pause");
  assertEquals([location, flash], ["/functions/orders", "orders paused"]);
});

Deno.test("what came of calling a function by hand is shown, and what it refuses", async () => {
  const invoked = {
    message: "Called with 1 record: 1 failed, would write 0",
    error: null,
    records: [{ topic: "orders", partition: 0, offset: 0, outcome: "failed", error: "Error: no" }],
    outputs: [],
  };
  const { network, post } = lab({ [`${URL}/invoke?dry_run=true`]: invoked });
  using _network = network;
  const { status, body } = await post("/functions/orders/invoke", { records: "1", writes: "no" });
  assertEquals(status, 200);
  for (const text of ["Called with 1 record", "orders/0/0", "Error: no"]) {
    assertStringIncludes(body, text);
  }
  const refused = await post("/functions/orders/invoke", { records: "1", last: "x" });
  assertEquals(refused.status, 422);
  assertStringIncludes(refused.body, "must be a whole number from 1 to 1000");
});
