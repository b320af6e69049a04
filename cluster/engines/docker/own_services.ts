/**
 * Users' own functions as services of Compose: each in a container of its own, as hardened as those of
 * docker-compose.yml, with the permissions that its definition asks for.
 *
 * @module
 */
import { dirname, join, relative } from "node:path";
import { stringify } from "yaml";
import { PROJECT_ROOT } from "../../environment.ts";
import { envFile } from "../../own/describe_function.ts";
import { isOfCheckout } from "../../own/function_sources.ts";
import type { OwnFunction } from "../../own/own_function.ts";
import { replicas } from "../../own/place_functions.ts";
import { accessVariables } from "../function_access.ts";
import { envPermission, netPermission, ownVariables } from "../own_function_run.ts";
import { portVariable } from "./stack.ts";

/** The first line of a file that is written here, and not by hand. */
export const GENERATED =
  "# Written by `deno task up` and `deno task new` from the definitions of functions:";

/** The brokers, as containers know them. */
const BROKERS = ["kafka1:9092", "kafka2:9092", "kafka3:9092"];

/** The schema registry as docker-compose.yml has it for rest: the lab's own with its profile, or another one. */
const REGISTRY =
  "${SCHEMA_REGISTRY_URL:-${COMPOSE_PROFILES:+http://registry:8080/apis/ccompat/v7}}";

/** The memory of a function that does not say how much it takes. */
const MEMORY = "224m";

/** OpenTelemetry's variables that are handed on, where they are set. */
const TELEMETRY = [
  "OTEL_DENO",
  "OTEL_EXPORTER_OTLP_ENDPOINT",
  "OTEL_EXPORTER_OTLP_HEADERS",
  "OTEL_EXPORTER_OTLP_PROTOCOL",
  "OTEL_RESOURCE_ATTRIBUTES",
];

/** Where a function's image is built, and where in it things are. */
export interface ImagePlan {
  build: { context: string; dockerfile: string; args: Record<string, string> };
  /** In the container: absolute. */
  config: string;
  folder: string;
}

/** How to build the image of a function of the checkout. */
export function checkoutImage({ name }: OwnFunction): ImagePlan {
  return {
    build: { context: ".", dockerfile: "functions/Dockerfile", args: { FUNCTION: name } },
    config: "/app/deno.json",
    folder: `/app/functions/${name}`,
  };
}

/** How to build the image of a function of another folder, once that was gathered in a context. */
export function gatheredImage(own: OwnFunction, context: string): ImagePlan {
  const isConfigured = own.config !== join(PROJECT_ROOT, "deno.json");
  const root = isConfigured ? dirname(own.config) : dirname(own.folder);
  const place = (path: string) => `app/${relative(root, path).replaceAll("\\", "/")}`;
  const config = isConfigured ? place(own.config) : "deno.json";
  return {
    build: {
      context,
      dockerfile: "functions/runtime/image/Dockerfile",
      args: { CONFIG: config, FUNCTION: place(own.file) },
    },
    config: `/app/${config}`,
    folder: `/app/${place(own.folder)}`,
  };
}

/**
 * The text of a Compose file with the services of functions; empty where there are none.
 *
 * @param image says how to build a function's image.
 * @param all the functions that the console is told of: those of this file and of the ones before it.
 */
export function composeText(
  functions: readonly OwnFunction[],
  image: (own: OwnFunction) => ImagePlan,
  all: readonly OwnFunction[] = functions,
): string {
  if (functions.every(({ description }) => description.replicas === 0)) return "";
  const services = Object.fromEntries(
    functions.flatMap((own) =>
      replicas(own).map((replica, i) => [replica.name, service(own, replica, image(own), i === 0)])
    ),
  );
  const topics = functions.filter((own) => isOfCheckout(own) && bringsTopics(own))
    .map(({ name }) => name);
  const file = {
    services: {
      ...services,
      console: {
        environment: {
          FUNCTION_ADDRESSES: all.flatMap(replicas)
            .map(({ name, port }) => `${name}=${name}:${port}`).join(","),
        },
      },
      ...(topics.length > 0 && { populate: { volumes: topics.map(topicsMount) } }),
    },
  };
  return `${GENERATED}\n# change those. \`docker compose up\` takes it by itself.\n${
    stringify(file, { aliasDuplicateObjects: false, lineWidth: 0 })
  }`;
}

function bringsTopics({ folder }: OwnFunction): boolean {
  try {
    return Deno.statSync(join(folder, "topics.json")).isFile;
  } catch {
    return false;
  }
}

/** Populate makes the topics that a function brings beside it. */
function topicsMount(name: string): string {
  return `./functions/${name}:/app/functions/${name}:ro`;
}

function service(
  own: OwnFunction,
  { name, port }: { name: string; port: number },
  { build, config, folder }: ImagePlan,
  isFirst: boolean,
) {
  const { resources } = own.description;
  // Published on loopback alone, unless the lab says otherwise in a file of its own.
  const access = { ...accessVariables(undefined), AUTH: "none" };
  const surroundings = {
    ...{ host: "0.0.0.0", port, brokers: BROKERS, access },
    registry: { url: REGISTRY, address: "registry:8080" },
  };
  // What is not set where the lab is started is not set in the container either, whatever a `.env` says.
  const handedOn = Object.fromEntries(TELEMETRY.map((variable) => [variable, null]));
  const environment = {
    ...handedOn,
    ...ownVariables(own, surroundings),
    ALLOWED_HOSTS: name,
  };
  return {
    image: `instigator-function-${own.name}`,
    ...(isFirst ? { build } : { pull_policy: "never" }),
    entrypoint: [
      ...["deno", "run", "--quiet", "--no-prompt", "--frozen", "--cached-only"],
      `--config=${config}`,
      netPermission(own, surroundings),
      "--allow-read=/app",
      envPermission(own, surroundings),
      "/app/functions/runtime/function_main.ts",
      `${folder}/function.ts`,
    ].map(escaped),
    working_dir: folder,
    environment: Object.fromEntries(
      Object.entries(environment).map(([key, value]) => [key, value && escaped(value)]),
    ),
    env_file: [{ path: composePath(envFile(own)), required: false }],
    ports: [`127.0.0.1:\${${portVariable(name)}:-${port}}:${port}`],
    networks: ["instigator"],
    depends_on: Object.fromEntries([
      ...["kafka1", "kafka2", "kafka3"].map((broker) => [broker, { condition: "service_healthy" }]),
      ["populate", { condition: "service_completed_successfully" }],
    ]),
    healthcheck: {
      test: ["CMD", "/app/functions/health.sh", String(port), "/readyz"],
      ...{ interval: "4s", timeout: "30s", retries: 3, start_period: "60s" },
    },
    restart: "on-failure",
    stop_grace_period: "30s",
    read_only: true,
    tmpfs: ["/tmp:mode=1777,size=16m"],
    cap_drop: ["ALL"],
    security_opt: ["no-new-privileges:true"],
    mem_limit: resources.memory ? bytes(resources.memory) : MEMORY,
    ...(resources.cpu && { cpus: cores(resources.cpu) }),
    pids_limit: 128,
  };
}

/** A path as Compose takes it: from the checkout on, where it is there. */
function composePath(path: string): string {
  const way = relative(PROJECT_ROOT, path);
  return way.startsWith("..") ? path : `./${way.replaceAll("\\", "/")}`;
}

/** Compose would take $ for a variable's beginning. */
function escaped(text: string): string {
  return text.replaceAll("$", "$$$$");
}

/** `256Mi`, as Kubernetes has it, in Compose's words. */
function bytes(memory: string): string {
  return memory.replace(/i$/, "").toLowerCase();
}

/** `500m`, as Kubernetes has it, in Compose's words. */
function cores(cpu: string): number {
  return cpu.endsWith("m") ? parseInt(cpu) / 1000 : Number(cpu);
}
