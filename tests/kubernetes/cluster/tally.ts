/**
 * The function that is scaled, and the topics it works on.
 *
 * @module
 */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createTopic } from "../../../kafka/admin/topics/topic_actions.ts";
import { Brokers } from "../../../kafka/client/brokers.ts";
import { committedOffsets } from "../../../kafka/consumer/committed_offsets.ts";
import { parseTopicSpecs } from "../../../cluster/topics/topic_spec.ts";
import { decodeLedger } from "../../../functions/runtime/ledger/ledger_metadata.ts";
import { reportLedgers } from "../../../functions/runtime/ledger/ledger_report.ts";
import { run } from "./processes.ts";

/** Where it stands. */
const TALLY = join(dirname(fileURLToPath(import.meta.url)), "../functions/tally");

/** What it is called, what triggers it, and where it writes. */
export const NAME = "tally";
export const ORDERS = "kubernetes-orders";
export const TALLIES = "kubernetes-tallies";
export const PARTITIONS = 6;

/** The topics that it brings. */
export async function createTopics(brokers: Brokers): Promise<void> {
  const path = join(TALLY, "topics.json");
  const topics = parseTopicSpecs(await Deno.readTextFile(path), path);
  for (const { name, partitions, replicationFactor, config } of topics) {
    await createTopic(brokers, { name, partitions, replicationFactor, config });
  }
}

/** Puts it where a user's would be: into a folder that is not of the checkout. @returns its folder. */
export async function copyFunction(folder: string): Promise<string> {
  const copy = join(folder, "functions", NAME);
  await Deno.mkdir(copy, { recursive: true });
  for (const name of ["function.ts", "topics.json"]) {
    await Deno.copyFile(join(TALLY, name), join(copy, name));
  }
  return copy;
}

/**
 * Writes its manifests, and an overlay for a Kafka that is there.
 *
 * @param copy the function's folder, in `folder`.
 * @returns the overlay's folder.
 */
export async function writeOverlay(
  folder: string,
  copy: string,
  brokers: readonly string[],
): Promise<string> {
  const out = join(folder, "k8s");
  await run(Deno.execPath(), ["task", "--quiet", "manifests", "--out", out, NAME], {
    env: { INSTIGATOR_FUNCTIONS: dirname(copy), INSTIGATOR_STATE: folder },
  });
  const overlay = join(out, "overlays/test");
  await Deno.mkdir(overlay);
  const patches = (target: object, operations: object[]) => ({
    target,
    patch: JSON.stringify(operations),
  });
  await Deno.writeTextFile(
    join(overlay, "kustomization.yaml"),
    JSON.stringify({
      apiVersion: "kustomize.config.k8s.io/v1beta1",
      kind: "Kustomization",
      namespace: "instigator",
      resources: ["../../base"],
      configMapGenerator: [
        { name: "kafka", behavior: "merge", literals: [`KAFKA_BROKERS=${brokers.join(",")}`] },
      ],
      patches: [
        patches({ kind: "ScaledObject" }, [
          { op: "replace", path: "/spec/pollingInterval", value: 1 },
          { op: "replace", path: "/spec/cooldownPeriod", value: 5 },
        ]),
        patches({ kind: "Deployment" }, [{
          op: "add",
          path: "/spec/template/spec/containers/0/env/-",
          value: { name: "PACE_MS", value: "500" },
        }]),
      ],
    }),
  );
  return overlay;
}

/** What the group's own ledger says, as it was committed. */
export async function groupLedger(brokers: Brokers) {
  const partitions = Array.from(
    { length: PARTITIONS },
    (_, partition) => ({ topic: ORDERS, partition }),
  );
  const committed = await committedOffsets(brokers, NAME, partitions);
  return reportLedgers(
    committed.values().map(({ offset, metadata }) => decodeLedger(offset, metadata)),
  ).totals;
}
