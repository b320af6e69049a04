import { defineFunction } from "@instigator/functions";
import { rateOf } from "../rate.ts";

const count = rateOf(Number(Deno.env.get("BENCH_RECORDS")));

export default defineFunction({
  port: 5010,
  trigger: {
    topics: [Deno.env.get("BENCH_TOPIC")!],
    group: Deno.env.get("BENCH_GROUP")!,
    from: "earliest",
  },
  input: "bytes",
  each: () => count(1),
});
