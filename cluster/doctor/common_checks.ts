import type { Check } from "../engines/check.ts";
import { checkDisk } from "../engines/disk.ts";
import { checkBrokers } from "./brokers.ts";
import { checkNpm } from "./npm_registry.ts";
import { checkOwnFunctions } from "./own_functions.ts";
import { checkPorts } from "./ports.ts";
import { checkProxies } from "./proxies.ts";
import { checkMemory } from "./memory.ts";

/** What could keep the lab from running, whatever runs it. */
export const COMMON_CHECKS: readonly Check[] = [
  { name: "ports", run: checkPorts },
  { name: "memory", run: checkMemory },
  { name: "disk", run: checkDisk },
  { name: "brokers", run: checkBrokers },
  { name: "functions", run: checkOwnFunctions },
  { name: "proxies", run: checkProxies },
  { name: "downloads", run: checkNpm },
];
