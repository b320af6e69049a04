import { header } from "../../kafka/record/headers.ts";
import type { KafkaRecord } from "../../kafka/record/record.ts";

/**
 * What the consumer does with each record. This is the file to edit.
 *
 * A record counts as processed, and its offset is committed, once this returns, or once the promise
 * it returns is resolved. If it throws, the record is tried again a few times, and then put into the
 * topic `<topic>.dlq`. Records of a partition come one after the other; a record can come again after
 * a failure of this process. Return a promise only if there is something to wait for.
 *
 * To try the way of a failing record: one with a header `fail` fails, with the header's text.
 *
 * @param _call has a `signal` that is aborted when this has taken 30 s, the partition is taken away, or the
 * function is stopped. Read it only if there is something to abort.
 */
export function handle(
  record: KafkaRecord,
  _call: { readonly signal: AbortSignal },
): Promise<void> | void {
  const fail = header(record, "fail");
  if (fail !== undefined) throw new Error(new TextDecoder().decode(fail ?? undefined));
}
