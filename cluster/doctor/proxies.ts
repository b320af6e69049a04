import type { Finding } from "../engines/check.ts";
import { namedProxies } from "../process/ports/loopback.ts";

/** Tells of the proxies that the environment names: they are for downloads. */
export function checkProxies(): Promise<Finding[]> {
  const names = [...namedProxies().keys()];
  const found = names.length === 0
    ? "the environment names none"
    : `${names.join(", ")}: for downloads; what listens on this machine is asked directly`;
  return Promise.resolve([{ level: "ok", found }]);
}
