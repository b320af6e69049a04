/** The addresses of this machine itself. */
const LOOPBACK = ["127.0.0.1", "localhost", "::1"];

/**
 * Has this process, and those that it starts, ask what listens on this machine directly, whatever proxy
 * the environment names. To be called before the first `fetch`, which reads the variables once.
 */
export function sparingLoopback(env: Pick<Deno.Env, "get" | "set"> = Deno.env): void {
  if (namedProxies(env).size === 0) return;
  const given = (env.get("NO_PROXY") || env.get("no_proxy") || "").split(",").filter(Boolean);
  const all = [...new Set([...given.map((host) => host.trim()), ...LOOPBACK])].join(",");
  env.set("NO_PROXY", all);
  env.set("no_proxy", all);
}

/** The proxies that the environment names, by variable. */
export function namedProxies(env: Pick<Deno.Env, "get"> = Deno.env): Map<string, string> {
  const set = PROXIES.map((name) => [name, env.get(name) ?? ""] as const);
  return new Map(set.filter(([, value]) => value !== ""));
}

const PROXIES = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"].flatMap((name) => [
  name,
  name.toLowerCase(),
]);
