import type { BurrowConfig } from "../settings/burrow_config.ts";
import { LogFile } from "./log_file.ts";

const MEGABYTE = 1_048_576;
const DAY = 86_400_000;

/** Where lines of the log go. */
export interface LogOutput {
  write(line: string): void;
  close(): void;
}

const standardOutput: LogOutput = { write: (line) => console.log(line), close() {} };

/** Opens the file that the settings name; standard output without one, or if it cannot be written. */
export function openLog(
  { filename, maxsize, maxbackups, maxage }: BurrowConfig["logging"],
): LogOutput {
  if (filename === "") return standardOutput;
  try {
    return new LogFile({
      path: filename,
      maxBytes: maxsize * MEGABYTE,
      maxBackups: maxbackups,
      maxAgeMs: maxage * DAY,
    });
  } catch (error) {
    console.error(`Cannot log to ${filename}, so to standard output: ${(error as Error).message}`);
    return standardOutput;
  }
}
