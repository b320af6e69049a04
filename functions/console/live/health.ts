/**
 * Whether the lab is healthy, and if not, why.
 *
 * @module
 */
import { count } from "../web/text/format.ts";
import type { Sample } from "./memory/sample.ts";

/** How bad it is. */
export type Level = "ok" | "warn" | "bad";

/** A fault that was found, in one sentence. */
export interface Fault {
  level: Exclude<Level, "ok">;
  text: string;
}

/** The lab's state. */
export interface Health {
  level: Level;
  /** The worst first. */
  faults: Fault[];
}

/**
 * Judges a sample. Bad is what makes records unreachable or loses them; what the lab bears, such as
 * one dead broker of three, is a warning. `undefined` before Kafka was asked.
 */
export function judge(sample: Sample): Health | undefined {
  if (sample.kafka === undefined) return undefined;
  const faults = [...kafkaFaults(sample), ...ensembleFaults(sample), ...functionFaults(sample)];
  faults.sort((a, b) => Number(b.level === "bad") - Number(a.level === "bad"));
  return { level: faults[0]?.level ?? "ok", faults };
}

/** What is said of brokers that are up, and do not answer. */
export function silentText(brokers: readonly number[]): string {
  const one = brokers.length === 1;
  return `${one ? "Broker" : "Brokers"} ${brokers.join(", ")} ${one ? "does" : "do"} not answer: ` +
    `the groups that ${one ? "it coordinates" : "they coordinate"} are missing`;
}

function* kafkaFaults({ kafka, brokers, groups }: Sample): Generator<Fault> {
  const overview = kafka?.value;
  if (overview === undefined) {
    yield { level: "bad", text: kafka?.trouble ?? "Kafka was not asked yet" };
    return;
  }
  const offline = overview.topics.reduce((sum, topic) => sum + topic.offline, 0);
  if (offline > 0) yield { level: "bad", text: `${count(offline, "partition")} without a leader` };
  if (overview.controller === undefined) {
    yield { level: "bad", text: "No broker is the controller" };
  }
  const up = new Set(overview.brokers.map(({ id }) => id));
  const down = brokers.filter(({ id }) => !up.has(id));
  if (down.length > 0) {
    const which = down.map(({ id }) => id).join(", ");
    yield { level: "warn", text: `${count(down.length, "broker")} down: ${which}` };
  }
  const silent = groups?.value?.silentBrokers.filter((id) => up.has(id)) ?? [];
  if (silent.length > 0) yield { level: "warn", text: silentText(silent) };
  const behind = overview.topics.reduce((sum, topic) => sum + topic.underReplicated, 0);
  if (behind > 0) {
    yield { level: "warn", text: `${count(behind, "partition")} under-replicated` };
  }
}

function* ensembleFaults({ ensemble = [] }: Sample): Generator<Fault> {
  const down = ensemble.filter(({ state }) => state !== "up");
  if (down.length === 0) return;
  const hasQuorum = (ensemble.length - down.length) * 2 > ensemble.length;
  const which = down.map(({ name, state }) => `${name} is ${state}`).join(", ");
  yield { level: hasQuorum ? "warn" : "bad", text: hasQuorum ? which : `No quorum: ${which}` };
}

function* functionFaults({ producer, consumer }: Sample): Generator<Fault> {
  for (const reading of [producer, consumer]) {
    if (reading?.trouble !== undefined) yield { level: "warn", text: reading.trouble };
  }
  const failed = producer?.value?.run?.failed ?? 0;
  if (failed > 0) yield { level: "warn", text: `${count(failed, "record")} of the run failed` };
  if (consumer?.value?.problem) yield { level: "warn", text: consumer.value.problem };
  const lost = consumer?.value?.ledger.totals.lost ?? 0;
  if (lost > 0) yield { level: "bad", text: `${count(lost, "record")} lost` };
}
