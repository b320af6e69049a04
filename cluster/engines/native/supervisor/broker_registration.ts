/**
 * A broker that was killed stays registered in ZooKeeper until its session ends, and one that
 * starts before that fails with NodeExists. So a broker that did not stop cleanly waits.
 *
 * @module
 */
import { join } from "node:path";
import { delay } from "@std/async";
import type { LabEnvironment } from "../../../environment.ts";
import type { KafkaNode, Topology } from "../../../topology.ts";
import { registeredBrokers } from "../../../nodes/four_letter_words.ts";
import { dataDir } from "../config_files.ts";

/** How often to ask, ms. */
const INTERVAL = 200;

/**
 * Settles when the ensemble has no registration of this broker: at once where the broker never
 * ran or stopped cleanly, and when the signal is aborted.
 */
export async function awaitOldRegistration(
  environment: LabEnvironment,
  lab: Topology,
  node: KafkaNode,
  signal: AbortSignal,
  onWait: () => Promise<void>,
): Promise<void> {
  if (await stoppedCleanly(dataDir(environment, node.name))) return;
  for (let asked = 0; !signal.aborted; asked++) {
    // `undefined`: no member serves yet, so the old session may still be restored.
    const brokers = await registeredBrokers(lab);
    if (brokers && !brokers.includes(node.id)) return;
    if (asked === 0) await onWait();
    await delay(INTERVAL, { signal }).catch(() => {});
  }
}

/** A broker marks its log directory at a clean stop, and takes the mark away when it starts. */
async function stoppedCleanly(logDir: string): Promise<boolean> {
  const has = (name: string) => Deno.stat(join(logDir, name)).then(() => true, () => false);
  return !await has("meta.properties") || await has(".kafka_cleanshutdown");
}
