import { ConfigError } from "../config/config.ts";
import { asError } from "../trigger/delivery/call_once.ts";

/** EX_CONFIG of sysexits.h: something was wrong with the definition. */
const EX_CONFIG = 78;

/**
 * What a load gives; else the process ends: with 78 where the definition cannot be, all of whose faults
 * are listed, and with 1 where its module cannot be imported, which is told with its file and line.
 */
export async function loadOrExit<T>(path: string, load: () => T | Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (error instanceof ConfigError) {
      console.error(error.message);
      Deno.exit(EX_CONFIG);
    }
    const { stack, message } = asError(error);
    console.error(`Cannot load ${path}: ${stack ?? message}`);
    Deno.exit(1);
  }
}
