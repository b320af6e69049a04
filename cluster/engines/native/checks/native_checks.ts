import type { Check } from "../../check.ts";
import { checkDiskFull } from "../../disk.ts";
import { checkClusterId } from "./cluster_id_check.ts";
import { checkJava } from "./java_check.ts";
import { checkLeftovers } from "./leftovers_check.ts";
import { checkMaven } from "./maven_check.ts";

/** What could keep the native engine from running the lab. */
export const NATIVE_CHECKS: readonly Check[] = [
  { name: "java", run: checkJava },
  { name: "leftovers", run: checkLeftovers },
  { name: "cluster id", run: checkClusterId },
  { name: "downloads", run: checkMaven },
];

/** What nodes of the native engine keep ending of. */
export const NATIVE_CAUSES: readonly Check[] = [
  { name: "leftovers", run: checkLeftovers },
  { name: "cluster id", run: checkClusterId },
  { name: "disk", run: checkDiskFull },
];
