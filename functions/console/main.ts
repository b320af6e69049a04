/**
 * The console: `deno run --allow-net=… --allow-env=… functions/console/main.ts`.
 *
 * @module
 */
import { listen } from "../runtime/http/serving/serve.ts";
import { loadConfig } from "../runtime/config/config.ts";
import { functionLog } from "../runtime/log/function_log.ts";
import { LogTail } from "../runtime/log/log_tail.ts";
import { listenersOf, runFunction } from "../runtime/run_function.ts";
import { createConsoleApp } from "./app.ts";
import { variables } from "./console_settings.ts";
import { behindPassword } from "./web/password.ts";
import { kafkaCluster } from "../../kafka/cluster/kafka_cluster.ts";
import { ChaosWatch } from "./live/chaos_watch.ts";
import { Channels } from "./live/streams/channels.ts";
import { schemasOf } from "../runtime/schemas/schema_codecs.ts";
import { RecordSchemas } from "./sources/record_schemas.ts";
import { HistoryTopic } from "./live/memory/history_topic.ts";
import { LabMemory } from "./live/memory/lab_memory.ts";
import { Sampler } from "./live/sampler.ts";
import { SharedCluster } from "./live/shared_cluster.ts";
import { registerMetrics } from "./console_metrics.ts";
import { Burrow } from "./sources/burrow.ts";
import { ChaosStarter } from "./sources/chaos_starter.ts";
import { askWith } from "./sources/http_source.ts";
import { OwnFunctionClient } from "./sources/own_function.ts";
import { consumerClient, producerClient, restClient } from "./sources/function_client.ts";

const NAME = "console";

await runFunction({
  name: NAME,
  settings: () => loadConfig(variables),
  build({ settings, connection, probe, metrics, common }) {
    functionLog(NAME, "info", new LogTail());
    const kafka = kafkaCluster(connection);
    const cluster = new SharedCluster(kafka);
    const ask = askWith(settings.authToken ?? settings.authTokenFile);
    const producer = settings.producerUrl ? producerClient(settings.producerUrl, ask) : undefined;
    const consumer = settings.consumerUrl ? consumerClient(settings.consumerUrl, ask) : undefined;
    const burrow = settings.burrowUrl ? new Burrow(settings.burrowUrl, ask) : undefined;
    const rest = settings.restUrl ? restClient(settings.restUrl, ask) : undefined;
    const functions = { producer, consumer, rest, burrow };
    const own = settings.functionAddresses.map(({ name, address }) =>
      new OwnFunctionClient(name, `http://${address}`, ask)
    );
    const scraped = [
      ...(settings.nodeMetrics ?? []).map(({ name, address }) => ({
        name,
        url: `http://${address}/metrics`,
      })),
      ...Object.entries(functions).flatMap(([name, part]) =>
        part ? [{ name, url: `${part.url}/metrics`, ask }] : []
      ),
      ...own.map(({ name, url }) => ({ name, url: `${url}/metrics`, ask })),
    ];
    const chaosWatch = new ChaosWatch(cluster);
    const sampler = new Sampler({
      cluster,
      ...functions,
      own,
      ensemble: settings.zookeeperAdmin,
      chaos: chaosWatch,
      brokerNames: settings.brokerNames,
      metrics: scraped,
    });
    const memory = settings.historyTopic && new LabMemory({
      store: new HistoryTopic(connection, settings.historyTopic),
      history: sampler.history.long,
      moments: sampler.moments,
    });
    const channels = new Channels(sampler);
    registerMetrics(metrics, { channels, cluster });
    const ending = new AbortController();

    const schemas = schemasOf(settings.schemaRegistryUrl);
    const app = createConsoleApp({
      ...common,
      notReady: () => probe.reason(),
      parts: {
        ...{ cluster, sampler, channels, ...functions, own, metrics: scraped },
        schemas: schemas && new RecordSchemas(schemas),
        chaosWatch,
        chaosStarter: settings.chaosUrl ? new ChaosStarter(settings.chaosUrl) : undefined,
      },
      signal: ending.signal,
    });

    sampler.start();
    if (memory) memory.start();

    const { managerPort, managerUsername, managerPassword } = settings;
    const manager = managerPort === undefined ? undefined : listen({
      name: `${NAME} with password`,
      listeners: listenersOf(settings, managerPort),
      fetch:
        behindPassword(app.fetch, { username: managerUsername, password: managerPassword }).fetch,
    });

    return {
      fetch: app.fetch,
      async close() {
        sampler.close();
        channels.close();
        ending.abort();
        await manager?.shutdown();
        if (memory) await memory.close();
        await kafka.close();
      },
    };
  },
});
