import type { Committed, LogEnds } from "../../../../kafka/admin/groups/group_offsets.ts";
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
 * - The log has dropped the position: what it dropped is lost, and counted.
 */
export function continuedLedger(
  remembered: PartitionLedger | undefined,
  { offset, metadata }: Pick<Committed, "offset" | "metadata">,
  { low }: Pick<LogEnds, "low">,
): PartitionLedger {
  const isAhead = remembered !== undefined && remembered.state.position >= offset;
  const ledger = isAhead
    ? remembered
    : offset < 0
    ? new PartitionLedger({ position: low })
    : decodeLedger(offset, metadata);
  if (ledger.state.position < low) ledger.jump(low);
  return ledger;
}
