import type { History, Outcome } from "../history.ts";
import { ANOMALIES, type Anomaly, type AnomalyKind } from "./anomaly.ts";
import { logAnomalies } from "./log_anomalies.ts";
import { passageAnomalies, type PassageCounts, passageCounts } from "./passage_anomalies.ts";
import { pollAnomalies } from "./poll_anomalies.ts";

/** How many anomalies of a kind are told in full. */
const EXAMPLES = 10;

/** What the ledger of the log counts, in records. */
export interface LedgerCounts {
  lost: number;
  duplicated: number;
  reordered: number;
}

/** What came of a run. */
export interface Verdict {
  /** Records sent, by what became of them. */
  sent: Record<Outcome, number>;
  /** Records in the log. */
  logged: number;
  /** Sends of which the outcome is unknown, and that are in the log. */
  unknownInLog: number;
  /** Records that the group polled again after an assignment: at-least-once. */
  redelivered: number;
  /** Records that are there more than once, as they were sent again by who did not know of them. */
  resent: number;
  /** What became of the load in the functions that it passed through. */
  passages: PassageCounts[];
  /** How many there are of each kind; those that did not happen are left out. */
  anomalies: Partial<Record<AnomalyKind, number>>;
  /** The first ones of each kind. */
  examples: Anomaly[];
  ledger: LedgerCounts;
  /** Where the ledger counts otherwise than this verdict; empty when they agree. */
  disagreements: string[];
}

/** Judges a history, and compares what comes of it with what the ledger has counted by itself. */
export function judge(history: History, ledger: LedgerCounts): Verdict {
  const { sent, consumed, log, passages = [] } = history;
  const found = [
    ...logAnomalies(sent, log),
    ...pollAnomalies(consumed, log),
    ...passages.flatMap((passage) => passageAnomalies(sent, log, passage)),
  ];
  const byKind = Map.groupBy(found, ({ kind }) => kind);
  const anomalies: Verdict["anomalies"] = {};
  for (const kind of Object.keys(ANOMALIES) as AnomalyKind[]) {
    if (byKind.has(kind)) anomalies[kind] = byKind.get(kind)!.length;
  }
  const inLog = new Set(log.map(({ id }) => id));
  const outcomes = { acknowledged: 0, unknown: 0, rejected: 0 };
  for (const { outcome } of sent) outcomes[outcome]++;
  return {
    sent: outcomes,
    logged: log.length,
    unknownInLog: sent.filter(({ outcome, id }) => outcome === "unknown" && inLog.has(id)).length,
    redelivered: redelivered(history),
    resent: log.length - inLog.size,
    passages: passages.map(passageCounts),
    anomalies,
    examples: [...byKind.values()].flatMap((kind) => kind.slice(0, EXAMPLES)),
    ledger,
    disagreements: disagreements(anomalies, ledger),
  };
}

/** Whether nothing happened that must not. */
export function isClean({ anomalies, disagreements }: Verdict): boolean {
  return Object.keys(anomalies).length === 0 && disagreements.length === 0;
}

/**
 * The ledger knows no more than the log, where the end of a numbering, and whole keys, can be missing
 * unseen. So it may count less than there is, and never more.
 */
function disagreements(anomalies: Verdict["anomalies"], ledger: LedgerCounts): string[] {
  const pairs = [
    ["lost", ledger.lost, anomalies["lost write"] ?? 0],
    ["duplicated", ledger.duplicated, anomalies["duplicate"] ?? 0],
    ["reordered", ledger.reordered, anomalies["reordered"] ?? 0],
  ] as const;
  return pairs.flatMap(([what, counted, judged]) =>
    counted > 0 && judged === 0 ? [`the ledger counts ${counted} ${what}, the verdict none`] : []
  );
}

function redelivered({ consumed }: History): number {
  const seen = new Set<string>();
  let polled = 0;
  for (const event of consumed) {
    if (event.kind !== "polled") continue;
    polled += event.records.length;
    for (const [offset] of event.records) seen.add(`${event.partition}/${offset}`);
  }
  return polled - seen.size;
}
