import { join, relative, resolve } from "node:path";
import { PROJECT_ROOT } from "../environment.ts";
import { inherited } from "./inherited_environment.ts";
import { namedProxies } from "./ports/loopback.ts";

/**
 * How the lab runs Deno: this very Deno, with the project's imports, asking nobody and fetching
 * nothing. The command that starts the lab has fetched it all.
 */
export const DENO_RUN: readonly string[] = [
  Deno.execPath(),
  "run",
  "--quiet",
  "--no-prompt",
  "--frozen",
  "--cached-only",
  `--config=${join(PROJECT_ROOT, "deno.json")}`,
];

/**
 * How the lab runs users' functions with the imports of a configuration: as it runs its own, but what
 * they import may have to be fetched, and a configuration of others' may lock it or not.
 */
export function denoRunWith(config: string): string[] {
  return [Deno.execPath(), "run", "--quiet", "--no-prompt", `--config=${config}`];
}

/** What Deno needs of the environment to fetch what is imported: proxies, authorities, registries. */
export function fetchEnvironment(): Record<string, string> {
  return inherited(
    ...namedProxies().keys(),
    ...["NO_PROXY", "no_proxy", "DENO_CERT", "DENO_TLS_CA_STORE", "SSL_CERT_FILE"],
    ...["NPM_CONFIG_REGISTRY", "JSR_URL", "DENO_AUTH_TOKENS"],
  );
}

/** What Deno itself needs of the environment, wherever it runs. */
export function denoEnvironment(): Record<string, string> {
  const { DENO_DIR, ...others } = inherited("PATH", "HOME", "DENO_DIR");
  return DENO_DIR ? { ...others, DENO_DIR: resolve(DENO_DIR) } : others;
}

/**
 * The option that lets a Deno that runs in `cwd` read or write these paths, or none where there are
 * none. Deno splits its list at commas and knows no escape, so a path that has one is told from `cwd` on;
 * where that does not help, the folder above the comma is allowed.
 */
export function allowPaths(
  what: "read" | "write",
  cwd: string,
  paths: readonly string[],
): string[] {
  const list = paths.map((path) => {
    const ways = [path, relative(cwd, path) || "."];
    return ways.find((way) => !way.includes(",")) ?? path.replace(/[^\\/]*,.*/s, "");
  });
  return list.length === 0 ? [] : [`--allow-${what}=${list.join(",")}`];
}
