import { runCommand } from "../../cluster/process/run_command.ts";
import type { Server } from "../subjects/servers.ts";
import { cpuTime } from "./cpu_time.ts";

/** What is sent. */
export interface HttpLoad {
  topic: string;
  /** Connections, each of which sends one request after the other. */
  connections: number;
  /** How long, s. */
  seconds: number;
  /** Records in a request; 1 by default. */
  records?: number;
  /** Distinct keys; 1 by default. */
  keys?: number;
}

/** How a server answered. */
export interface Answered {
  /** Requests/s. */
  rate: number;
  /** Latencies of requests, ms. */
  p50: number;
  p99: number;
  /** Requests without an answer, or with one that is no success. */
  errors: number;
  /** CPU time of the server for a request, µs. */
  cpu: number;
}

/** Loads a server by wrk. @throws {Error} when that fails. */
export async function loadServer(
  { url, pid }: Server,
  { topic, connections, seconds, records = 1, keys = 1 }: HttpLoad,
): Promise<Answered> {
  const before = await cpuTime(pid);
  const { stdout, stderr } = await runCommand("wrk", [
    ...["--threads", "1", "--connections", `${connections}`, "--duration", `${seconds}s`],
    ...["--timeout", "10s", "--script", "bench/subjects/post_records.lua"],
    ...[`${url}/topics/${topic}`, "--", `${records}`, `${keys}`],
  ]);
  const result = /^result (.*)$/m.exec(stdout)?.[1];
  if (result === undefined) throw new Error(`Cannot read what wrk measured: ${stdout}${stderr}`);
  const { requests, seconds: lasted, errors, p50, p99 } = JSON.parse(result);
  const used = await cpuTime(pid) - before;
  return { rate: requests / lasted, p50, p99, errors, cpu: used * 1_000 / requests };
}
