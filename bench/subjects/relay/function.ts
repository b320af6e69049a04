import { defineFunction } from "@instigator/functions";

/** Passes records on, with the time at which they were written first, ms, as their value. */
export default defineFunction({
  port: 5010,
  trigger: { topics: [Deno.env.get("BENCH_IN")!], from: "earliest" },
  input: "bytes",
  output: { topic: Deno.env.get("BENCH_OUT")! },
  handle: (records) => records.map(({ key, timestamp }) => ({ key, value: { at: timestamp } })),
});
