import consolePages from "./parts/console.ts";
import engines from "./parts/engines.ts";
import events from "./parts/events.ts";
import functions from "./parts/functions.ts";
import httpBatches from "./parts/http_batches.ts";
import httpConsume from "./parts/http_consume.ts";
import httpProduce from "./parts/http_produce.ts";
import idle from "./parts/idle.ts";
import lagScale from "./parts/lag_scale.ts";
import latency from "./parts/latency.ts";
import producerRun from "./parts/producer_run.ts";
import replicas from "./parts/replicas.ts";
import startup from "./parts/startup.ts";
import state from "./parts/state.ts";
import topics from "./parts/topics.ts";
import type { Part } from "./run/part.ts";

/** The parts of the bench by their names, in the order in which they are measured. */
export const PARTS: ReadonlyMap<string, Part> = new Map<string, Part>([
  ["startup", startup],
  ["engines", engines],
  ["http-produce", httpProduce],
  ["http-batches", httpBatches],
  ["http-consume", httpConsume],
  ["producer-run", producerRun],
  ["functions", functions],
  ["replicas", replicas],
  ["latency", latency],
  ["events", events],
  ["idle", idle],
  ["console", consolePages],
  ["topics", topics],
  ["lag-scale", lagScale],
  ["state", state],
]);
