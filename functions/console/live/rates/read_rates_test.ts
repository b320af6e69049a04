import { assertEquals } from "@std/assert";
import type { GroupSummary } from "../../../../kafka/admin/groups/group_summaries.ts";
import { readRate, ReadRates } from "./read_rates.ts";

function reader(committed: number): GroupSummary {
  const partition = { topic: "orders", lag: 0, end: 99 };
  return {
    ...{ group: "bills:1", protocolType: "consumer", state: "Stable", coordinator: 1, members: 1 },
    ...{ topics: ["orders"], totalLag: 0, neverCommitted: 0 },
    lags: [
      { ...partition, partition: 0, committed },
      { ...partition, partition: 1, committed: 5 },
      { ...partition, partition: 2 },
    ],
  };
}

Deno.test("ReadRates are the growth of what a group commits of a topic", () => {
  const rates = new ReadRates();
  assertEquals([...rates.update(0, [reader(10)])], []);
  assertEquals([...rates.update(5_000, [reader(60)])], [[readRate("bills:1", "orders"), 10]]);
});

Deno.test("ReadRates of a client that commits every five seconds are steady", () => {
  const rates = new ReadRates();
  for (let at = 0; at <= 20_000; at += 2_000) {
    const rate = rates.update(at, [reader(Math.floor(at / 5_000) * 500)]).values().next().value;
    if (at >= 10_000) assertEquals(rate! > 60 && rate! < 170, true, `${at}: ${rate}`);
  }
});
