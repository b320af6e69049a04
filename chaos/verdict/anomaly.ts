/**
 * What must not happen to records, by the names that Jepsen's Kafka workload has for it
 * (https://github.com/jepsen-io/jepsen, `jepsen.tests.kafka`).
 *
 * @module
 */

/** The kinds of anomalies, and what each means. */
export const ANOMALIES = {
  "lost write": "acknowledged, and not in the log",
  "duplicate": "in the log more than once",
  "inconsistent offset": "an offset that holds another record than somebody was told",
  "aborted read": "rejected, and in the log all the same",
  "unexpected": "in the log, and never sent",
  "reordered": "in the log behind a record of its key that was sent later",
  "internal poll skip": "passed over within one poll",
  "external poll skip": "passed over between two polls of a member",
  "nonmonotonic poll": "polled again, or before an earlier one, within one assignment",
  "unseen": "in the log, and never polled by the group",
  "lost passage": "acknowledged, and neither in a function's output nor in its dead letters",
  "reordered passage": "in a function's output behind a record of its key that was sent later",
  "unexpected passage": "in a function's output or dead letters, and never sent",
} as const;

/** A kind of anomaly. */
export type AnomalyKind = keyof typeof ANOMALIES;

/** One anomaly. */
export interface Anomaly {
  kind: AnomalyKind;
  /** The record, and where: `p0-3:17 at 2/1045`. */
  detail: string;
}
