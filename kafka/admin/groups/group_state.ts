/**
 * The states of a group. `Dead` is also what Kafka says of a group it does not know; `Assigning` and
 * `Reconciling` are those of KIP-848.
 */
export type GroupState =
  | "Stable"
  | "PreparingRebalance"
  | "CompletingRebalance"
  | "Empty"
  | "Dead"
  | "Assigning"
  | "Reconciling"
  | "Unknown";
