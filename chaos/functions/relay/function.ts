import { defineFunction } from "@instigator/functions";

/**
 * The function that the load passes through where no other is named: each record goes on as it is, by its
 * key, and one with a header `fail` becomes a dead letter.
 */
export default defineFunction({
  port: 5098,
  description: "Passes each record on, for deno task chaos",
  trigger: { topics: ["relay-in"], from: "earliest", batch: { records: 200, window: "20ms" } },
  input: "bytes",
  output: { topic: "relay-out" },
  retries: { attempts: 2, backoff: "20ms" },
  handle(records) {
    const failing = records.filter(({ headers }) => headers.has("fail"));
    return {
      failures: failing.map((record) => ({ record, error: new Error("It has a header fail") })),
      records: records.filter((record) => !failing.includes(record)).map(({ raw }) => ({
        key: raw.key,
        value: raw.value,
        headers: raw.headers,
      })),
    };
  },
});
