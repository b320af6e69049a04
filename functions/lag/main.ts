/**
 * The lag monitor: `deno run --allow-net=… --allow-env=… functions/lag/main.ts`. To read BURROW_CONFIG
 * and to log into a file takes `--allow-read` and `--allow-write` for those.
 *
 * @module
 */
import { formatAddress } from "../runtime/config/address.ts";
import { runFunction } from "../runtime/run_function.ts";
import { createLagApp } from "./app.ts";
import { measureLag } from "./burrow/burrow_metrics.ts";
import { configModules, mainConfig } from "./burrow/config_answers.ts";
import { LagMonitor } from "./lag_monitor.ts";
import { Log } from "./logging/log.ts";
import { openLog } from "./logging/log_output.ts";
import { loadLagConfig } from "./settings/lag_settings.ts";

await runFunction({
  name: "burrow",
  settings: loadLagConfig,
  build({ settings, connection, metrics, common }) {
    const { burrow, brokers, clientId } = settings;
    const output = openLog(burrow.logging);
    const log = new Log(burrow.logging.level, (line) => output.write(line));
    globalThis.addEventListener("unload", () => output.close());
    const monitor = new LagMonitor(burrow, connection, log);
    const { cluster, storage, evaluator, reader } = monitor;

    // Without its Registry's labels: Burrow's metrics have none that name the function.
    metrics.setDefaultLabels({});
    measureLag(metrics, { cluster, storage, evaluator });

    const actual = { brokers, clientId, address: formatAddress(settings) };
    const modules = configModules(burrow, actual);
    const app = createLagApp({
      ...common,
      notReady: () => Promise.resolve(monitor.reason),
      hostname: machineName(),
      cluster,
      clusterModule: modules.cluster[cluster],
      mainConfig: mainConfig(burrow, actual),
      modules,
      storage,
      evaluator,
      reader,
      log,
      isReady: () => reader.isCaughtUp,
    });

    log.info("starting", { cluster, servers: brokers });
    monitor.start();
    return {
      fetch: app.fetch,
      async close() {
        log.info("stopping");
        await monitor.stop();
      },
    };
  },
});

/** What Burrow's answers name as the host; `localhost` where asking for it is not allowed. */
function machineName(): string {
  const { state } = Deno.permissions.querySync({ name: "sys", kind: "hostname" });
  return state === "granted" ? Deno.hostname() : "localhost";
}
