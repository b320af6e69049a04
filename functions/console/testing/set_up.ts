/**
 * The console's application over Kafka's stand-in, asked as a browser asks it.
 *
 * @module
 */
import { createMetrics } from "../../runtime/http/health/process_metrics.ts";
import { schemasOf } from "../../runtime/schemas/schema_codecs.ts";
import { RecordSchemas } from "../sources/record_schemas.ts";
import { createConsoleApp } from "../app.ts";
import { ChaosWatch } from "../live/chaos_watch.ts";
import { ChaosStarter } from "../sources/chaos_starter.ts";
import { Channels } from "../live/streams/channels.ts";
import type { LabSources } from "../live/streams/polls.ts";
import { Sampler } from "../live/sampler.ts";
import { SharedCluster } from "../live/shared_cluster.ts";
import { FakeCluster } from "./fake_cluster.ts";

const ORIGIN = "http://localhost:5002";

/** What a browser sends with a request that a page of its own makes. */
const HEADERS = { host: "localhost:5002", accept: "text/html" };

/** The application, its stand-in, and how to ask it. */
export function setUp(
  { chaosUrl, registryUrl, ...lab }: Partial<LabSources> & {
    chaosUrl?: string;
    registryUrl?: string;
  } = {},
) {
  const schemas = schemasOf(registryUrl);
  const cluster = new FakeCluster();
  const shared = new SharedCluster(cluster);
  const sampler = new Sampler({ cluster: shared, ...lab });
  const channels = new Channels(sampler);
  const app = createConsoleApp({
    allowedHosts: [],
    maxBodyBytes: 10_000,
    metrics: createMetrics("console"),
    notReady: () => Promise.resolve(undefined),
    parts: {
      ...{ ...lab, cluster: shared, sampler, channels },
      schemas: schemas && new RecordSchemas(schemas),
      chaosWatch: new ChaosWatch(shared),
      chaosStarter: chaosUrl === undefined ? undefined : new ChaosStarter(chaosUrl),
    },
    signal: AbortSignal.timeout(60_000),
  });

  async function request(path: string, init: RequestInit = {}) {
    const headers = new Headers({ ...HEADERS, ...init.headers as HeadersInit });
    const response = await app.request(`${ORIGIN}${path}`, { ...init, headers });
    return { status: response.status, headers: response.headers, body: await response.text() };
  }

  /** Sends a form as the browser does, and gives back where that leads and what is told there. */
  async function post(path: string, fields: Record<string, string> = {}, headers = {}) {
    const answer = await request(path, {
      method: "POST",
      body: `${new URLSearchParams(fields)}`,
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        "origin": ORIGIN,
        "sec-fetch-site": "same-origin",
        ...headers,
      },
    });
    const cookie = answer.headers.get("set-cookie") ?? "";
    const flash = decodeURIComponent(/flash=([^;]*)/.exec(cookie)?.[1] ?? "");
    return { ...answer, location: answer.headers.get("location"), flash };
  }

  return { app, cluster, sampler, channels, request, post };
}
