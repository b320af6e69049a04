import { HOST, registryUrl, type Topology } from "../topology.ts";

/** Names a schema registry, for labs that have none of their own. */
export const REGISTRY_VARIABLE = "SCHEMA_REGISTRY_URL";

/**
 * The schema registry that functions of the native engine reach: the lab's own, or the one that somebody names;
 * `undefined`: none.
 */
export function reachedRegistry(
  { registry: [node] }: Topology,
  env: Pick<Deno.Env, "get"> = Deno.env,
): { url: string; address: string } | undefined {
  if (node) return { url: registryUrl(node), address: `${HOST}:${node.port}` };
  const url = URL.parse(env.get(REGISTRY_VARIABLE) ?? "");
  return url ? { url: url.href, address: url.host } : undefined;
}
