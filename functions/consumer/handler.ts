import { defineFunction } from "@instigator/functions";
import { header } from "../../kafka/record/headers.ts";

/**
 * What the consumer does with each record. This is the file to edit: a function as one's own are, as
 * docs/FUNCTIONS.md describes. `/start_consumer` can have it consume other topics as another group.
 *
 * A record counts as processed, and its offset is committed, once `each` returns, or once the promise
 * it returns is resolved, and what it returned is written. If it throws, the record is tried again a few
 * times, and then put into the topic `<topic>.dlq`. Records of a partition come one after the other; a
 * record can come again after a failure of this process. Return a promise only if there is something to
 * wait for.
 *
 * To try the way of a failing record: one with a header `fail` fails, with the header's text.
 */
export default defineFunction({
  port: 5001,
  description: "Consumes records, keeps the ledger, and shows the last ones",
  trigger: { topics: ["sampleOne"], group: "consumer-Sample-One" },
  input: "bytes",
  onFailure: { topic: "sampleOne.dlq" },
  autostart: false,
  each({ raw }) {
    const fail = header(raw, "fail");
    if (fail !== undefined) throw new Error(new TextDecoder().decode(fail ?? undefined));
  },
});
