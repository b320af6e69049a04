import type { Committed } from "../../../../kafka/consumer/committed_offsets.ts";
import { decodeLedger } from "../../ledger/ledger_metadata.ts";
import { PartitionLedger } from "../../ledger/partition_ledger.ts";

/**
 * The ledger, and with it the position, from which a partition goes on.
 *
 * - Offset and ledger are committed together, so any such pair is right; of the one committed and the
 *   one remembered, the further one redelivers less. (When a broker dies, so may a commit, and then
 *   the partition may well come back.)
 * - Nothing is committed: starting commits an offset for every partition there is, so this one was
 *   added to the topic later, and all its records are new.
 *
 * Where the log has dropped the position, fetching finds out.
 */
export function continuedLedger(
  remembered: PartitionLedger | undefined,
  { offset, metadata }: Pick<Committed, "offset" | "metadata">,
): PartitionLedger {
  if (remembered !== undefined && remembered.state.position >= offset) return remembered;
  return offset < 0 ? new PartitionLedger({ position: 0 }) : decodeLedger(offset, metadata);
}
