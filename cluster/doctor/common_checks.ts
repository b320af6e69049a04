import type { Check } from "../engines/check.ts";
import { checkNpm } from "./npm_registry.ts";
import { checkPorts } from "./ports.ts";
import { checkDisk, checkMemory } from "./resources.ts";

/** What could keep the lab from running, whatever runs it. */
export const COMMON_CHECKS: readonly Check[] = [
  { name: "ports", run: checkPorts },
  { name: "memory", run: checkMemory },
  { name: "disk", run: checkDisk },
  { name: "downloads", run: checkNpm },
];
