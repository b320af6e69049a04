/**
 * Rest: `deno run --allow-net=… --allow-env=… functions/rest/main.ts`.
 *
 * @module
 */
import { Gauge } from "prom-client";
import { Brokers } from "../../kafka/client/brokers.ts";
import { controlTopic } from "../runtime/control/control_topic.ts";
import { loadConfig } from "../runtime/config/config.ts";
import { stampedSource } from "../runtime/ledger/numbering.ts";
import { functionLog } from "../runtime/log/function_log.ts";
import { LogTail } from "../runtime/log/log_tail.ts";
import { buildProducing, DELIVERY_TIMEOUT } from "../runtime/producing/build_producing.ts";
import { plainSource } from "../runtime/producing/plain_source.ts";
import { runFunction } from "../runtime/run_function.ts";
import { schemasOf } from "../runtime/schemas/schema_codecs.ts";
import { createRestApp } from "./app.ts";
import { Instances } from "./consumers/instances.ts";
import { NO_OTHERS } from "./consumers/owners/owners.ts";
import { OwnersLog } from "./consumers/owners/owners_log.ts";
import { variables } from "./rest_settings.ts";

const NAME = "rest";

await runFunction({
  name: NAME,
  settings: () => loadConfig(variables),
  build({ settings, connection, probe, metrics, common }) {
    functionLog(NAME, "info", new LogTail());
    const brokers = new Brokers(connection);
    const producing = buildProducing(settings, { connection, brokers, metrics });
    const { advertisedHost, port } = settings;
    const log = advertisedHost === undefined ? undefined : new OwnersLog(
      controlTopic(connection, brokers, settings.controlTopic),
      `http://${advertisedHost}:${port}`,
    );
    const owners = log ?? NO_OTHERS;
    const schemas = schemasOf(settings.schemaRegistryUrl);
    const instances = new Instances({
      settings: connection,
      brokers,
      timeoutMs: settings.instanceTimeoutMs,
      maxInstances: settings.maxInstances,
      schemas,
      onExpired: (group, name) => owners.release(group, name).catch(() => {}),
    });
    new Gauge({
      name: "instigator_rest_consumer_instances",
      help: "Consumer instances of this replica.",
      registers: [metrics],
      collect() {
        this.set(instances.count);
      },
    });
    const app = createRestApp({
      ...common,
      allowedHosts: [
        ...common.allowedHosts,
        ...advertisedHost === undefined ? [] : [advertisedHost],
      ],
      ...producing,
      notReady: () => probe.reason(),
      brokers,
      instances,
      owners,
      schemas,
      source: plainSource(DELIVERY_TIMEOUT),
      ledgerSource: stampedSource(`rest-${crypto.randomUUID()}`, DELIVERY_TIMEOUT),
      requestTimeoutMs: settings.requestTimeoutMs,
      requestMaxBytes: settings.requestMaxBytes,
    });
    log?.follow();
    return {
      fetch: app.fetch,
      async close() {
        // Other replicas may have instances of these names from now on.
        const names = instances.list();
        await Promise.all([instances.close(), producing.close()]);
        await Promise.allSettled(names.map(({ group, name }) => owners.release(group, name)));
        await log?.close();
        await brokers.close();
      },
    };
  },
});
