/**
 * The console's own code on a simulated cluster with so many topics and groups; tells as JSON what it took. A
 * process of its own: `--v8-flags=--expose-gc`.
 *
 * @module
 */
import { createConsoleApp } from "../../../functions/console/app.ts";
import { ChaosWatch } from "../../../functions/console/live/chaos_watch.ts";
import { Channels } from "../../../functions/console/live/streams/channels.ts";
import { Sampler } from "../../../functions/console/live/sampler.ts";
import { SharedCluster } from "../../../functions/console/live/shared_cluster.ts";
import { createMetrics } from "../../../functions/runtime/http/health/process_metrics.ts";
import type { StateFigures } from "./figures.ts";
import { heap, timed } from "./heap.ts";
import { simulatedCluster } from "./simulated_cluster.ts";

/** Looks at the cluster, after which the history of ten minutes is full where nobody watches. */
const LOOKS = 130;
const SECOND = 1_000;

const PAGES = ["/", "/topics", "/groups"];

const [topics, rounds] = Deno.args.map(Number);
const cluster = new SharedCluster(simulatedCluster(topics));
const before = heap();
let now = Date.now();
const sampler = new Sampler({ cluster }, () => now);
const app = createConsoleApp({
  ...{ allowedHosts: [], maxBodyBytes: 10_000, metrics: createMetrics("console") },
  notReady: () => Promise.resolve(undefined),
  parts: {
    ...{ cluster, sampler, channels: new Channels(sampler) },
    chaosWatch: new ChaosWatch(cluster),
  },
  signal: AbortSignal.timeout(600 * SECOND),
});
for (let look = 0; look < LOOKS; look++) {
  now += 5 * SECOND;
  await sampler.look();
}
const figures: StateFigures = { heap: heap() - before, work: { look: [] }, size: {} };
for (let round = 0; round < rounds; round++) {
  now += 5 * SECOND;
  figures.work.look.push(await timed(() => sampler.look()));
  for (const page of PAGES) {
    let text = "";
    const ms = await timed(async () => {
      const headers = { host: "localhost:5002", accept: "text/html" };
      const response = await app.request(`http://localhost:5002${page}`, { headers });
      text = await response.text();
      if (!response.ok) throw new Error(`${page} answered ${response.status}: ${text}`);
    });
    (figures.work[page] ??= []).push(ms);
    figures.size[page] = new TextEncoder().encode(text).length / 1_024;
  }
}
console.log(JSON.stringify(figures));
Deno.exit();
