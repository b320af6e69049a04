/**
 * What the bench ran on.
 *
 * @module
 */
import { cpus, loadavg, totalmem } from "node:os";

/** The machine, as a report tells it. */
export interface Machine {
  cpu: string;
  cores: number;
  /** GiB. */
  memory: number;
  os: string;
  deno: string;
  /** Load average over a minute, before the first measurement: how quiet it was. */
  load: number;
}

/** This machine, now. */
export function machine(): Machine {
  const found = cpus();
  return {
    cpu: found[0]?.model ?? "unknown",
    cores: found.length,
    memory: Math.round(totalmem() / 2 ** 30),
    os: `${Deno.build.os} ${Deno.build.arch}`,
    deno: Deno.version.deno,
    load: loadavg()[0],
  };
}
