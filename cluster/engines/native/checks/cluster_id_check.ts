/**
 * Whether the brokers' data belongs to this ensemble. A broker keeps the id of its cluster in
 * meta.properties, the ensemble in /cluster/id, and a broker whose id differs does not start.
 *
 * @module
 */
import { join } from "node:path";
import type { LabEnvironment } from "../../../environment.ts";
import type { Topology } from "../../../topology.ts";
import { dataDir } from "../config_files.ts";
import { bestView, brokerStates } from "../../../nodes/readiness.ts";
import type { CheckContext, Finding } from "../../check.ts";

/** How far back in a broker's log to look, lines. */
const LOG_LINES = 200;

/** Compares the ids that the brokers keep, among themselves and with the ensemble's. */
export async function checkClusterId(
  { environment, lab, engine }: CheckContext,
): Promise<Finding[]> {
  const stored = await storedClusterIds(environment, lab);
  const running = bestView(lab, await brokerStates(lab))?.clusterId;
  const logs = await Promise.all(lab.kafka.map(({ name }) => engine.logTail(name, LOG_LINES)));
  // A running cluster has proved itself; what its brokers logged before that is history.
  return clusterIdFindings(stored, running ?? logs.map(refusedFor).find((id) => id !== undefined));
}

/** The cluster's id that each broker keeps with its data, if it has any. */
export async function storedClusterIds(
  environment: LabEnvironment,
  { kafka }: Topology,
): Promise<StoredId[]> {
  return await Promise.all(kafka.map(async ({ name }) => {
    const folder = dataDir(environment, name);
    const text = await Deno.readTextFile(join(folder, "meta.properties")).catch(() => "");
    return { name, folder, id: text.match(/^cluster\.id=(.+)$/m)?.[1] };
  }));
}

/** A broker, and the id of the cluster that its data is of. */
export interface StoredId {
  name: string;
  /** Where its data is. */
  folder?: string;
  id?: string;
}

/** The ensemble's id, as a broker logs it before it ends because its own differs. */
export function refusedFor(log: readonly string[]): string | undefined {
  const refusal = /Invalid cluster\.id .* Expected (\S+),/;
  // What it said before it was started last is history.
  const start = log.findLastIndex((line) => line.includes(" starting (kafka.server.KafkaServer)"));
  return log.slice(start + 1).map((line) => line.match(refusal)?.[1]).findLast((id) =>
    id !== undefined
  );
}

/** Judges the ids that the brokers keep, by the ensemble's if that is known. */
export function clusterIdFindings(
  stored: readonly StoredId[],
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
    fix: "`deno task down --volumes` removes both; the next `up` starts afresh" + onlyOne(known),
  }];
}

/** Where one broker alone has another id than all others, its folder is what is in the way. */
function onlyOne(known: readonly StoredId[]): string {
  const odd = known.filter(({ id }, i) => !known.some((other, j) => i !== j && other.id === id));
  const [one] = odd;
  if (odd.length !== 1 || known.length < 3 || one.folder === undefined) return "";
  return `. Or move ${one.folder} away: ${one.name} gets its records from the other brokers`;
}
