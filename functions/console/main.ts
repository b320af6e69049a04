/**
 * The console: `deno run --allow-net=… --allow-env=… functions/console/main.ts`.
 *
 * @module
 */
import { kafkaSettings } from "../runtime/config/kafka_settings.ts";
import { createKafka } from "../../kafka/client/client.ts";
import { KafkaProbe } from "../../kafka/client/reachability.ts";
import { createMetrics } from "../runtime/http/process_metrics.ts";
import { configOrExit, listen, serve } from "../runtime/http/serve.ts";
import { createConsoleApp } from "./app.ts";
import { variables } from "./console_settings.ts";
import { behindPassword } from "./web/password.ts";
import { kafkaCluster } from "../../kafka/admin/kafka_cluster.ts";
import { Channels } from "./live/channels.ts";
import { Sampler } from "./live/sampler.ts";
import { SharedCluster } from "./live/shared_cluster.ts";
import { registerMetrics } from "./console_metrics.ts";
import { Burrow } from "./sources/burrow.ts";
import { consumerClient, producerClient } from "./sources/function_client.ts";

const NAME = "console";

const config = await configOrExit(variables);
const connection = kafkaSettings(config);
const kafka = kafkaCluster(connection);
const cluster = new SharedCluster(kafka);
const producer = config.producerUrl ? producerClient(config.producerUrl) : undefined;
const consumer = config.consumerUrl ? consumerClient(config.consumerUrl) : undefined;
const burrow = config.burrowUrl ? new Burrow(config.burrowUrl) : undefined;
const functions = { producer, consumer, burrow };
const sampler = new Sampler({
  cluster,
  ...functions,
  ensemble: config.zookeeperAdmin,
  brokerNames: config.brokerNames,
  metrics: [
    ...(config.nodeMetrics ?? []).map(({ name, address }) => ({
      name,
      url: `http://${address}/metrics`,
    })),
    ...Object.entries(functions).flatMap(([name, part]) =>
      part ? [{ name, url: `${part.url}/metrics` }] : []
    ),
  ],
});
const channels = new Channels(sampler);
const probe = new KafkaProbe(createKafka(connection));
const metrics = createMetrics(NAME);
registerMetrics(metrics, { channels, cluster });
const ending = new AbortController();

const app = createConsoleApp({
  allowedHosts: config.allowedHosts,
  maxBodyBytes: config.maxBodyBytes,
  metrics,
  notReady: () => probe.reason(),
  parts: { cluster, sampler, channels, ...functions },
  signal: ending.signal,
});

sampler.start();

const { host, managerPort, managerUsername, managerPassword } = config;
const manager = managerPort === undefined ? undefined : listen({
  name: `${NAME} with password`,
  host,
  port: managerPort,
  fetch: behindPassword(app.fetch, { username: managerUsername, password: managerPassword }).fetch,
});

serve({
  name: NAME,
  host,
  port: config.port,
  fetch: app.fetch,
  async close() {
    sampler.close();
    channels.close();
    ending.abort();
    await manager?.shutdown();
    probe.close();
    await kafka.close();
  },
});
