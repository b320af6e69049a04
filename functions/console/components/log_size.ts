import type { LogDir } from "../../../kafka/admin/replicas/log_dirs.ts";

/** Bytes of all replicas in these directories. */
export function logBytes(logDirs: readonly LogDir[]): number {
  return logDirs.flatMap(({ replicas }) => replicas)
    .reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}
