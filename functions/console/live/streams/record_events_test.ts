import type { Tailed } from "../../../../kafka/reader/tail.ts";
import { assertEquals } from "@std/assert";
import { KafkaError } from "../../../../kafka/errors.ts";
import { aRecord } from "../../testing/fake_cluster.ts";
import { tailEvents } from "./record_events.ts";

/** The events of a tail of these batches, which then ends as told. */
async function eventsOf(batches: Tailed[], end?: Error) {
  const cluster = {
    async *tail() {
      for (const batch of batches) yield await Promise.resolve(batch);
      if (end) throw end;
    },
  };
  const stream = tailEvents(cluster, {
    topic: "t",
    query: {},
    render: ({ offset }) => `${offset}`,
    signal: new AbortController().signal,
  });
  const text = await new Response(stream).text();
  return [...text.matchAll(/event:(.*)\ndata:(.*)\n/g)].map(([, name, data]) => [
    name,
    JSON.parse(data),
  ]);
}

Deno.test("tailEvents() brings records newest first, and how many were left out", async () => {
  const records = Array.from({ length: 30 }, (_, offset) => aRecord("v", { offset }));
  const [[name, { html, left }]] = await eventsOf([{ records, skipped: 1000 }]);
  assertEquals([name, html.length, html[0], html.at(-1), left], ["records", 25, "29", "5", 1005]);
});

Deno.test("tailEvents() tells why it ends", async () => {
  const events = await eventsOf([], new KafkaError("UNREACHABLE", "no broker answers"));
  assertEquals(events, [["trouble", { message: "no broker answers" }]]);
});
