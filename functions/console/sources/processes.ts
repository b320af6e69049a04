/**
 * Memory, uptime and traffic of processes, from what they tell Prometheus.
 *
 * @module
 */
import { type Ask, ask } from "./http_source.ts";
import { samplesOf } from "./prometheus.ts";

/** Where a process's metrics are. */
export interface MetricsAddress {
  name: string;
  url: string;
  /** How it is asked, where it wants a token. */
  ask?: Ask;
}

/** A process. */
export interface Process {
  memoryBytes?: number;
  /** Since the Unix epoch. */
  startedAtMs?: number;
  /** Only brokers with the JMX exporter tell it. */
  traffic?: Traffic;
}

/** Records and bytes that a broker took in and gave out since it started. */
export interface Traffic {
  recordsIn: number;
  bytesIn: number;
  bytesOut: number;
}

/** The processes that answer, by name. */
export async function readProcesses(
  addresses: readonly MetricsAddress[],
): Promise<Map<string, Process>> {
  const found = await Promise.all(addresses.map(async ({ name, url, ask: how = ask }) => {
    try {
      const text = await (await how(name, url)).text();
      return [[name, processOf(text)]] as const;
    } catch {
      return [];
    }
  }));
  return new Map(found.flat());
}

function processOf(text: string): Process {
  const started = samplesOf("process_start_time_seconds", text)[0]?.value;
  return {
    memoryBytes: samplesOf("process_resident_memory_bytes", text)[0]?.value,
    startedAtMs: started === undefined ? undefined : started * 1000,
    traffic: trafficOf(text),
  };
}

function trafficOf(text: string): Traffic | undefined {
  const [recordsIn, bytesIn, bytesOut] = ["messagesin", "bytesin", "bytesout"].map((figure) =>
    // Samples with labels are of single topics.
    samplesOf(`kafka_server_brokertopicmetrics_${figure}_total`, text)
      .find(({ labels }) => Object.keys(labels).length === 0)?.value
  );
  if (recordsIn === undefined || bytesIn === undefined || bytesOut === undefined) return undefined;
  return { recordsIn, bytesIn, bytesOut };
}
