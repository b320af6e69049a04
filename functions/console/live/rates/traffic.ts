import type { Process, Traffic } from "../../sources/processes.ts";

/** The name that a figure of a process's traffic has among the rates. */
export function trafficRate(process: string, figure: keyof Traffic): string {
  return `${process}/${figure}`;
}

/** The counts of what came into processes and went out, since each of them began. */
export function* trafficCounts(
  processes: ReadonlyMap<string, Process>,
): Generator<[name: string, count: number]> {
  for (const [name, { traffic }] of processes) {
    if (traffic === undefined) continue;
    for (const figure of ["recordsIn", "bytesIn", "bytesOut"] as const) {
      yield [trafficRate(name, figure), traffic[figure]];
    }
  }
}
