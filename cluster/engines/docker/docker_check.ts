import type { Finding } from "../check.ts";
import { dockerVersions, obstacle } from "./availability.ts";

/** Looks for a Docker engine and for Compose v2. Without them the native engine does. */
export async function checkDocker(): Promise<Finding[]> {
  const versions = await dockerVersions();
  const found = obstacle(versions);
  if (found) return [{ level: "note", found: `${found}; the lab runs as plain processes` }];
  return [{ level: "ok", found: `engine ${versions.engine}, Compose ${versions.compose}` }];
}
