/**
 * The lag monitor's own code on the metadata of a simulated cluster; tells as JSON what it took. A process of
 * its own, so that its heap and its event loop are the monitor's alone: `--v8-flags=--expose-gc`.
 *
 * @module
 */
import { delay } from "@std/async";
import { createLagApp } from "../../../functions/lag/app.ts";
import { measureLag } from "../../../functions/lag/burrow/burrow_metrics.ts";
import { Evaluator } from "../../../functions/lag/evaluation/evaluator.ts";
import { Log } from "../../../functions/lag/logging/log.ts";
import { LogEndPoller } from "../../../functions/lag/reading/log_end_poller.ts";
import { OffsetsReader } from "../../../functions/lag/reading/offsets_reader.ts";
import { Storage } from "../../../functions/lag/storage/storage.ts";
import { createMetrics } from "../../../functions/runtime/http/health/process_metrics.ts";
import { held } from "../../run/event_loop.ts";
import type { Answer, LagFigures, Work } from "./figures.ts";
import { groupOf, OFFSETS_TOPIC, SimulatedKafka } from "./simulated_kafka.ts";

const CLUSTER = "local";
/** Burrow's defaults: how many commits are kept of each group and partition, and for how long a status, s. */
const INTERVALS = 10;
const EXPIRE_CACHE = 10;

const [groups, partitions, rounds] = Deno.args.map(Number);
const kafka = new SimulatedKafka({ groups, partitions });
let later = 0;
const now = () => Date.now() + later;
const log = new Log("error", (line) => console.error(line));
const storage = new Storage({
  ...{ intervals: INTERVALS, minDistance: 0, expireGroup: 604_800 },
  ...{ accepts: () => true, now },
});
const evaluator = new Evaluator({
  ...{ storage, expireCache: EXPIRE_CACHE, minimumComplete: 0, allowedLag: 0, now },
});
const poller = new LogEndPoller({
  ...{ kafka, storage, log, countsUncommitted: true, offsetRefreshMs: 10_000 },
  topicRefreshMs: 60_000,
});
const reader = new OffsetsReader({
  ...{ kafka, storage, log, topic: OFFSETS_TOPIC, startLatest: false },
});
const metrics = createMetrics("burrow");
metrics.setDefaultLabels({});
measureLag(metrics, { cluster: CLUSTER, storage, evaluator });
const app = createLagApp(
  {
    ...{
      allowedHosts: [],
      maxBodyBytes: 1_000,
      metrics,
      notReady: () => Promise.resolve(undefined),
    },
    ...{ hostname: "localhost", cluster: CLUSTER, clusterModule: {}, mainConfig: {} },
    ...{ modules: {}, storage, evaluator, reader, log, isReady: () => true },
  } as unknown as Parameters<typeof createLagApp>[0],
);

const before = heap();
kafka.commitAll(INTERVALS);
await poller.look();
const first = await working(async () => {
  reader.run();
  while (!reader.isCaughtUp) await delay(1);
});
const figures: LagFigures = {
  ...{ catchUp: first, heap: heap() - before, rounds: [] },
  answers: { consumers: [], lag: [], metrics: [] },
};
const last = groupOf(groups - 1);
for (let round = 0; round < rounds; round++) {
  kafka.commitAll(1);
  figures.rounds.push(
    await working(async () => {
      forgetStatuses();
      await poller.look();
      while (!kafka.isRead) await delay(1);
      await answer("/status");
    }),
  );
  figures.answers.consumers.push(await answer(`/v3/kafka/${CLUSTER}/consumer`));
  figures.answers.lag.push(await answer(`/v3/kafka/${CLUSTER}/consumer/${last}/lag`));
  forgetStatuses();
  figures.answers.metrics.push(await answer("/metrics"));
}
reader.stop();
console.log(JSON.stringify(figures));

/** What was done, without what the simulation did for it. */
async function working(run: () => Promise<void>): Promise<Work> {
  const { ms, longest } = await held(run, () => kafka.busyMs);
  return { ms, longest };
}

/** Asks the application, as by HTTP. @throws {Error} when it does not answer as it should. */
async function answer(path: string): Promise<Answer> {
  const { ms, longest, result } = await held(async () => {
    const response = await app.request(path, { headers: { host: "localhost" } });
    if (!response.ok) {
      throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    }
    // As a connection takes it: piece by piece.
    let bytes = 0;
    for await (const piece of response.body!) bytes += piece.length;
    return bytes;
  }, () => kafka.busyMs);
  return { ms, longest, kib: result / 1_024 };
}

/** Lets time pass until all groups have to be evaluated anew. */
function forgetStatuses(): void {
  later += EXPIRE_CACHE * 1_000 + 1;
}

/** The heap that is in use, MiB, without its garbage. */
function heap(): number {
  (globalThis as { gc?: () => void }).gc?.();
  return Deno.memoryUsage().heapUsed / 2 ** 20;
}
