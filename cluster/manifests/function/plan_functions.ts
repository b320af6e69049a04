/**
 * What is known of the functions of a lab, as their manifests take it.
 *
 * @module
 */
import { join } from "node:path";
import { PROJECT_ROOT } from "../../environment.ts";
import { envPermission } from "../../engines/own_function_run.ts";
import { checkoutImage, gatheredImage } from "../../engines/docker/own_services.ts";
import { describeFunction, isBroken } from "../../own/describe_function.ts";
import { isOfCheckout } from "../../own/function_sources.ts";
import type { FunctionDescription, OwnFunction } from "../../own/own_function.ts";
import type { TopicSpec } from "../../topics/topic_spec.ts";
import { type FunctionNode, type Topology, topology } from "../../topology.ts";
import { type FunctionPlan, maxReplicas, type TriggerPlan } from "./function_plan.ts";
import { CERTIFICATES } from "./names.ts";
import { asksRegistry, needsRegistry, registryOf } from "./schema_registry.ts";

/**
 * The functions of a lab: the built-in ones, then the users' own.
 *
 * @throws {Error} where a function is broken, or cannot be scaled as it says.
 */
export async function planFunctions(
  lab: Topology,
  topics: readonly TopicSpec[],
  env: Pick<Deno.Env, "get"> = Deno.env,
): Promise<FunctionPlan[]> {
  const [broken] = lab.broken ?? [];
  if (broken) throw new Error(`Cannot write manifests of ${broken.name}: ${broken.reason}`);
  const own = [...new Set(lab.functions.flatMap(({ own }) => own ?? []))];
  const builtIn = await Promise.all(
    topology(0).functions.map((node) => builtInPlan(node, own, topics)),
  );
  const registry = registryOf(own, env);
  return [
    ...builtIn.map((plan) => asksRegistry(plan.name) ? { ...plan, registry } : plan),
    ...own.map((one) => ownPlan(one, topics, registry)),
  ];
}

/** What the built-in functions are told of each other; the others need not be. */
const SURROUNDINGS: Record<string, (own: readonly OwnFunction[]) => Record<string, string>> = {
  // Nobody is there to start it by HTTP.
  consumer: () => ({ AUTOSTART: "true" }),
  console: (own) => ({
    PRODUCER_URL: "http://producer:5000",
    CONSUMER_URL: "http://consumer:5001",
    REST_URL: "http://rest:5003",
    BURROW_URL: "http://burrow:8000",
    ...(own.length > 0 && {
      FUNCTION_ADDRESSES: own.map(({ name, description: { port } }) => `${name}=${name}:${port}`)
        .join(","),
    }),
  }),
};

async function builtInPlan(
  { name, folder, port }: FunctionNode,
  own: readonly OwnFunction[],
  topics: readonly TopicSpec[],
): Promise<FunctionPlan> {
  const description = await describeHandler(folder);
  const trigger = description && triggerPlan(name, description, topics);
  return {
    name,
    port,
    image: `instigator-${folder}`,
    env: SURROUNDINGS[name]?.(own) ?? {},
    ...(trigger && { trigger }),
    letters: description ? lettersOf(description) : [],
    // What is triggered is watched over HTTP, and can do without being watched.
    isServing: trigger === undefined,
    replicas: 1,
    resources: {},
    net: [],
  };
}

/** What a built-in function says of itself that is defined as users' own are. */
async function describeHandler(folder: string): Promise<FunctionDescription | undefined> {
  const path = join(PROJECT_ROOT, "functions", folder);
  const file = join(path, "handler.ts");
  if (!await Deno.stat(file).catch(() => undefined)) return undefined;
  const config = join(PROJECT_ROOT, "deno.json");
  const described = await describeFunction({ name: folder, folder: path, file, config });
  if (isBroken(described)) {
    throw new Error(`Cannot write manifests of ${folder}: ${described.reason}`);
  }
  return described.description;
}

/** The plan of a user's own function. */
export function ownPlan(
  own: OwnFunction,
  topics: readonly TopicSpec[],
  registry?: string,
): FunctionPlan {
  const { name, description } = own;
  const { port, output, schedule, fetch, replicas, env, resources, permissions } = description;
  const trigger = triggerPlan(name, description, topics);
  const { config, folder } = isOfCheckout(own) ? checkoutImage(own) : gatheredImage(own, "");
  const readable = ["/app", CERTIFICATES, ...permissions.read];
  return {
    name,
    port,
    image: `instigator-function-${name}`,
    command: [
      ...["deno", "run", "--quiet", "--no-prompt", "--frozen", "--cached-only"],
      `--config=${config}`,
      // Kafka's brokers have names that only Kafka tells: whom it may speak to says its NetworkPolicy.
      "--allow-net",
      `--allow-read=${readable.join(",")}`,
      envPermission(own, { host: "0.0.0.0", port, brokers: [] }),
      "/app/functions/runtime/function_main.ts",
      `${folder}/function.ts`,
    ],
    workingDir: folder,
    env: { OTEL_SERVICE_NAME: name, ...env },
    ...(trigger && { trigger }),
    letters: lettersOf(description),
    ...(output && { output: output.topic }),
    ...(schedule !== null && { schedule }),
    isServing: fetch,
    isOwn: true,
    replicas,
    resources,
    ...needsRegistry(own) && { registry },
    net: permissions.net,
  };
}

/** @throws {Error} where it says more replicas than can have work, or nobody says how many can. */
function triggerPlan(
  name: string,
  { trigger, replicas }: FunctionDescription,
  topics: readonly TopicSpec[],
): TriggerPlan | undefined {
  if (trigger === null) return undefined;
  const plan: TriggerPlan = {
    topics: trigger.topics.map((topic) => {
      const spec = topics.find((one) => one.name === topic);
      if (spec === undefined) {
        throw new Error(
          `Cannot write manifests of ${name}: no topics.json says how many partitions ${topic} has`,
        );
      }
      return { name: topic, partitions: spec.partitions };
    }),
    group: trigger.group,
    from: trigger.from,
    lagThreshold: trigger.batch.records,
  };
  const most = maxReplicas(plan);
  if (replicas > most) {
    throw new Error(
      `Cannot write manifests of ${name}: it says ${replicas} replicas, and ${
        trigger.topics.join(", ")
      } ${trigger.topics.length === 1 ? "has" : "have"} ${most} ${
        most === 1 ? "partition" : "partitions"
      }, so that the others would be idle. Add partitions, or say fewer replicas`,
    );
  }
  return plan;
}

function lettersOf({ deadLetters }: FunctionDescription): FunctionPlan["letters"] {
  return Object.entries(deadLetters).flatMap(([source, topic]) =>
    topic === null ? [] : [{ topic, source }]
  );
}
