import { join } from "node:path";
import { PROJECT_ROOT } from "../../environment.ts";
import { envFile } from "../../own/describe_function.ts";
import type { OwnFunction } from "../../own/own_function.ts";
import {
  allowPaths,
  denoEnvironment,
  denoRunWith,
  fetchEnvironment,
} from "../../process/deno_run.ts";
import { reachedRegistry } from "../reached_registry.ts";
import { inherited } from "../../process/inherited_environment.ts";
import { bootstrapServers, type FunctionNode, HOST, type Topology } from "../../topology.ts";
import { accessFiles, accessVariables, exposedAt } from "../function_access.ts";
import {
  envPermission,
  LIBRARY_VARIABLES,
  netPermission,
  ownVariables,
  readablePaths,
  RUNTIME_VARIABLES,
} from "../own_function_run.ts";

/** The module that runs a user's function. */
const RUNTIME = join(PROJECT_ROOT, "functions/runtime/function_main.ts");

/** What functions are given to import; what is imported by a name must be allowed to be read. */
const SHARED = ["functions/runtime", "kafka", "vendor"].map((path) => join(PROJECT_ROOT, path));

/** A user's own function, as a node. */
export type OwnNode = FunctionNode & { own: OwnFunction };

/** How a function is run otherwise than by the engine. */
export interface RunOptions {
  /** The module that runs it. */
  runtime?: string;
  /** Variables that it has besides. */
  variables?: Readonly<Record<string, string>>;
}

/**
 * The command line of a user's function, to be run in its folder, and its environment: with the
 * permissions that its definition asks for, and no more.
 */
export function ownFunctionProcess(
  lab: Topology,
  { own, port }: OwnNode,
  { runtime = RUNTIME, variables = {} }: RunOptions = {},
) {
  const { exposure } = lab;
  const surroundings = {
    host: HOST,
    port,
    brokers: bootstrapServers(lab),
    access: accessVariables(exposure),
    exposedAt: exposedAt(exposure, port),
    registry: reachedRegistry(lab),
  };
  const command = [
    ...denoRunWith(own.config),
    // Deno reads it at each start, and none that is missing is told as a fault.
    `--env-file=${envFile(own)}`,
    netPermission(own, surroundings),
    ...allowPaths("read", own.folder, [
      ...readablePaths(own),
      ...accessFiles(exposure),
      ...SHARED,
    ]),
    envPermission(own, surroundings),
    runtime,
    own.file,
  ];
  const telemetry = Object.keys(Deno.env.toObject()).filter((name) => name.startsWith("OTEL_"));
  const env = {
    ...denoEnvironment(),
    ...fetchEnvironment(),
    ...inherited(...RUNTIME_VARIABLES, ...LIBRARY_VARIABLES, ...telemetry),
    ...ownVariables(own, surroundings),
    ...variables,
  };
  return { command, env };
}
