import type { BurrowConfig } from "./burrow_config.ts";
import { LogFile } from "./log_file.ts";

const MEGABYTE = 1_048_576;
const DAY = 86_400_000;

/**
 * Where the log goes: to the file that the settings name, or to standard output.
 *
 * @returns what writes a line.
 */
export function openLog(
  { filename, maxsize, maxbackups, maxage }: BurrowConfig["logging"],
): (line: string) => void {
  if (filename === "") return (line) => console.log(line);
  try {
    const file = new LogFile({
      path: filename,
      maxBytes: maxsize * MEGABYTE,
      maxBackups: maxbackups,
      maxAgeMs: maxage * DAY,
    });
    return (line) => file.write(line);
  } catch (error) {
    console.error(`Cannot log to ${filename}, so to standard output: ${(error as Error).message}`);
    return (line) => console.log(line);
  }
}
