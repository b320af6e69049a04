/**
 * Whether the brokers' data belongs to this ensemble. A broker keeps the id of its cluster in
 * meta.properties, the ensemble in /cluster/id, and a broker whose id differs does not start.
 *
 * @module
 */
import { join } from "node:path";
import { dataDir } from "../native/config_files.ts";
import { bestView, brokerStates } from "../readiness.ts";
import type { Finding, Patient } from "./finding.ts";

/** How far back in a broker's log to look, lines. */
const LOG_LINES = 200;

/** Compares the ids that the brokers keep, among themselves and with the ensemble's. */
export async function checkClusterId({ environment, lab, engine }: Patient): Promise<Finding[]> {
  const stored = await Promise.all(lab.kafka.map(async ({ name }) => {
    const path = join(dataDir(environment, name), "meta.properties");
    const text = await Deno.readTextFile(path).catch(() => "");
    return { name, id: text.match(/^cluster\.id=(.+)$/m)?.[1] };
  }));
  const running = bestView(lab, await brokerStates(lab))?.clusterId;
  const logs = await Promise.all(lab.kafka.map(({ name }) => engine.logTail(name, LOG_LINES)));
  return clusterIdFindings(stored, { running, refused: logs.flat().some(isRefusal) });
}

function isRefusal(line: string): boolean {
  return line.includes("InconsistentClusterIdException");
}

/** Judges the ids. `refused`: a broker logged that its id is not the ensemble's. */
export function clusterIdFindings(
  stored: readonly { name: string; id?: string }[],
  { running, refused }: { running?: string; refused: boolean },
): Finding[] {
  const known = stored.filter(({ id }) => id !== undefined);
  const ids = new Set([...known.map(({ id }) => id), ...(running ? [running] : [])]);
  // A running cluster has proved itself; what was refused before that is history.
  const mismatch = ids.size > 1 || refused && known.length > 0 && !running;
  if (!mismatch) {
    const [id] = ids;
    return [{ level: "ok", found: id ? `${id}, the same everywhere` : "there is no data yet" }];
  }
  const where = known.map(({ name, id }) => `${name} has ${id}`);
  return [{
    level: "problem",
    found: [
      "the data of Kafka and of ZooKeeper are of different clusters",
      ...where,
      ...(running ? [`the running cluster has ${running}`] : []),
    ].join("; "),
    fix: "`deno task down --volumes` removes both; the next `up` starts afresh",
  }];
}
