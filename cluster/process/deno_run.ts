import { join } from "node:path";
import { PROJECT_ROOT } from "../environment.ts";

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
