/**
 * Overlays of the example's function `invoices` for a Kafka that does not let everybody in.
 *
 * @module
 */
import { join } from "node:path";
import { PROJECT_ROOT } from "../../../cluster/environment.ts";
import { run } from "./processes.ts";

/** The example's functions, and the one that is scaled. */
export const EXAMPLE = join(PROJECT_ROOT, "examples/orders");
export const NAME = "invoices";
export const TOPIC = "orders";

/** Writes the manifests of {@linkcode NAME}. @returns their folder. */
export async function writeManifests(folder: string): Promise<string> {
  const out = join(folder, "k8s");
  await run(Deno.execPath(), ["task", "--quiet", "manifests", "--out", out, NAME], {
    env: { INSTIGATOR_FUNCTIONS: EXAMPLE, INSTIGATOR_STATE: folder },
  });
  return out;
}

/** An overlay as PRODUCTION.md has it: the base and a component, and where Kafka is. @returns its folder. */
export async function securedOverlay(
  out: string,
  security: string,
  brokers: string,
): Promise<string> {
  return await write(out, `of-${security}`, {
    resources: ["../../base"],
    components: [`../../components/${security}`],
    ...at(brokers),
  });
}

/** overlays/strimzi with brokers that are there; Strimzi's own objects are nobody's. @returns its folder. */
export async function strimziOverlay(out: string, brokers: string): Promise<string> {
  return await write(out, "as-by-strimzi", { resources: ["../strimzi"], ...at(brokers) });
}

function at(brokers: string) {
  const literals = [`KAFKA_BROKERS=${brokers}`];
  return {
    configMapGenerator: [{ name: "kafka", behavior: "merge", literals }],
    patches: hasty(),
  };
}

/** KEDA looks each second, and waits for three. */
function hasty() {
  return [{
    target: { kind: "ScaledObject" },
    patch: JSON.stringify([
      { op: "replace", path: "/spec/pollingInterval", value: 1 },
      { op: "replace", path: "/spec/cooldownPeriod", value: 3 },
      { op: "replace", path: "/spec/triggers/0/metadata/lagThreshold", value: "10" },
    ]),
  }];
}

async function write(out: string, name: string, parts: object): Promise<string> {
  const folder = join(out, "overlays", name);
  await Deno.mkdir(folder, { recursive: true });
  const head = {
    apiVersion: "kustomize.config.k8s.io/v1beta1",
    kind: "Kustomization",
    namespace: "instigator",
  };
  await Deno.writeTextFile(
    join(folder, "kustomization.yaml"),
    JSON.stringify({ ...head, ...parts }),
  );
  return folder;
}
