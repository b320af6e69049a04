/**
 * Whether the brokers' data belongs to this ensemble. A broker keeps the id of its cluster in
 * meta.properties, the ensemble in /cluster/id, and a broker whose id differs does not start.
 *
 * @module
 */
import { join } from "node:path";
import { dataDir } from "../config_files.ts";
import { bestView, brokerStates } from "../../../nodes/readiness.ts";
import type { CheckContext, Finding } from "../../check.ts";

/** How far back in a broker's log to look, lines. */
const LOG_LINES = 200;

/** Compares the ids that the brokers keep, among themselves and with the ensemble's. */
export async function checkClusterId(
  { environment, lab, engine }: CheckContext,
): Promise<Finding[]> {
  const stored = await Promise.all(lab.kafka.map(async ({ name }) => {
    const path = join(dataDir(environment, name), "meta.properties");
    const text = await Deno.readTextFile(path).catch(() => "");
    return { name, id: text.match(/^cluster\.id=(.+)$/m)?.[1] };
  }));
  const running = bestView(lab, await brokerStates(lab))?.clusterId;
  const logs = await Promise.all(lab.kafka.map(({ name }) => engine.logTail(name, LOG_LINES)));
  // A running cluster has proved itself; what its brokers logged before that is history.
  return clusterIdFindings(stored, running ?? refusedFor(logs.flat()));
}

/** The ensemble's id, as a broker logs it before it ends because its own differs. */
export function refusedFor(log: readonly string[]): string | undefined {
  const refusal = /Invalid cluster\.id .* Expected (\S+),/;
  return log.map((line) => line.match(refusal)?.[1]).findLast((id) => id !== undefined);
}

/** Judges the ids that the brokers keep, by the ensemble's if that is known. */
export function clusterIdFindings(
  stored: readonly { name: string; id?: string }[],
  ensemble?: string,
): Finding[] {
  const known = stored.filter(({ id }) => id !== undefined);
  if (known.length === 0) return [{ level: "ok", found: "there is no data yet" }];
  const ids = new Set([...known.map(({ id }) => id), ...(ensemble ? [ensemble] : [])]);
  if (ids.size === 1) return [{ level: "ok", found: `${known[0].id}, the same everywhere` }];
  const where = known.map(({ name, id }) => `${name} has ${id}`);
  return [{
    level: "problem",
    found: [
      "the data of Kafka and of ZooKeeper are of different clusters",
      ...where,
      ...(ensemble ? [`the ensemble has ${ensemble}`] : []),
    ].join("; "),
    fix: "`deno task down --volumes` removes both; the next `up` starts afresh",
  }];
}
