import { assertEquals } from "@std/assert";
import { aChaosRun } from "../testing/chaos_samples.ts";
import { CHAOS_TOPIC } from "../chaos/chaos_run.ts";
import { ChaosWatch } from "./chaos_watch.ts";

/** What the topic holds, and how it is read. */
function topic(value?: string) {
  const log: { ends?: (number | undefined)[]; value?: string } = {};
  if (value !== undefined) Object.assign(log, { ends: [7], value });
  const cluster = {
    endOffsets: () => Promise.resolve(log.ends ? new Map([[CHAOS_TOPIC, log.ends]]) : new Map()),
    browse: () => {
      const value = log.value === undefined ? null : new TextEncoder().encode(log.value);
      return Promise.resolve({ records: [{ value }] });
    },
  } as unknown as ConstructorParameters<typeof ChaosWatch>[0];
  return { log, cluster };
}

Deno.test("ChaosWatch tells the run that was told last, and none where there never was one", async () => {
  const run = aChaosRun();
  assertEquals(await new ChaosWatch(topic().cluster).latest(), {});
  assertEquals(await new ChaosWatch(topic(JSON.stringify(run)).cluster).latest(), { run });
});

Deno.test("ChaosWatch says why there is no news, be it Kafka or what stands in the topic", async () => {
  const { log, cluster } = topic("no JSON");
  assertEquals(typeof (await new ChaosWatch(cluster).latest()).trouble, "string");
  log.ends = [undefined];
  const { trouble } = await new ChaosWatch(cluster).latest();
  assertEquals(trouble, "instigator-chaos has no leader");
});
