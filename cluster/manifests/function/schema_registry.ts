/**
 * Where the functions of manifests find a schema registry.
 *
 * @module
 */
import { REGISTRY_VARIABLE } from "../../engines/reached_registry.ts";
import type { OwnFunction } from "../../own/own_function.ts";

/** Where it is when nobody says, and a function needs one: an overlay does. */
const DEFAULT = "http://schema-registry:8081";

/** The built-in functions that ask one where there is one. */
const ASKING = ["rest", "console"];

/**
 * The base URL of the registry for a lab's functions; `undefined`: none of them needs one, and nobody names one.
 *
 * @throws {Error} for one with a password, since manifests have no secrets.
 */
export function registryOf(
  own: readonly OwnFunction[],
  env: Pick<Deno.Env, "get"> = Deno.env,
): string | undefined {
  const named = URL.parse(env.get(REGISTRY_VARIABLE) ?? "");
  if (named === null) return own.some(needsRegistry) ? DEFAULT : undefined;
  if (named.username === "" && named.password === "") return named.href;
  throw new Error(
    `Cannot write manifests: ${REGISTRY_VARIABLE} has a password, and they have no secrets. Name it without one, and ` +
      "set the whole of it by a Secret in an overlay of your own",
  );
}

/** Whether a built-in function of this name asks a registry. */
export function asksRegistry(name: string): boolean {
  return ASKING.includes(name);
}

/** Whether a function does not start without a registry that somebody else names. */
export function needsRegistry({ description: { subject, env } }: OwnFunction): boolean {
  return typeof subject === "string" && !(REGISTRY_VARIABLE in env);
}

/** `host:port` of a URL, as a function's `permissions.net` has it. */
export function addressOf(url: string): string {
  const { protocol, hostname, port } = new URL(url);
  return `${hostname}:${port || (protocol === "https:" ? 443 : 80)}`;
}
