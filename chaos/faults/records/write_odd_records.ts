import { CODECS } from "../../foreign/compressed_batch.ts";
import { type ForeignRecord, Transactions, writeForeign } from "../../foreign/foreign_client.ts";
import { ODD_RECORDS, oddRecord } from "../../foreign/odd_records.ts";
import { bootstrapServers } from "../../../cluster/topology.ts";
import type { Sent } from "../../history.ts";
import { idHeaders, recordId } from "../../workload/load_record.ts";
import type { Workload } from "../../workload/workload.ts";
import { type Fault, proven } from "../fault.ts";

/** Writes what other clients may write into every partition: odd records in every codec, and transactions. */
export const writeOddRecords: Fault = {
  name: "write odd records",
  async inject({ lab, workload }) {
    const brokers = bootstrapServers(lab.topology);
    const written = await Promise.all(
      Array.from({ length: workload.partitions }, async (_, partition) => [
        ...await writeOdd(brokers, workload, partition),
        ...await writeTransactions(brokers, workload, partition),
      ]),
    );
    const sent = written.flat();
    const at = workload.clock();
    const read = sent.filter(({ outcome }) => outcome === "acknowledged");
    workload.note(sent);
    const ends = workload.acknowledgedUpTo;
    const passages = await Promise.all(
      workload.passages.map((passage) =>
        proven(`the passage of ${passage.name}`, () => passage.isUpTo(ends))
      ),
    );
    const aborted = sent.length - read.length;
    return {
      what: `wrote ${read.length} odd records, and ${aborted} of transactions that were aborted`,
      at,
      proofs: [`they are at ${read.length} offsets`, ...passages],
    };
  },
};

/** A record of this run: each has a key of its own. */
function toSent(
  { clock }: Workload,
  key: string,
  partition: number,
  outcome: Partial<Sent>,
): Sent {
  const time = clock();
  return {
    ...{ id: recordId(key, 0), key, sequence: 0, partition },
    ...{ outcome: "acknowledged", sentAt: time, settledAt: time },
    ...outcome,
  };
}

/** Writes each odd record as it is, and once more as one that functions fail with; a codec after the other. */
async function writeOdd(
  brokers: string[],
  workload: Workload,
  partition: number,
): Promise<Sent[]> {
  const sent: Sent[] = [];
  const names = Object.keys(ODD_RECORDS);
  for (const [index, codec] of CODECS.entries()) {
    const keys: string[] = [];
    const records: ForeignRecord[] = [];
    for (const name of names.filter((_, n) => n % CODECS.length === index)) {
      for (const fails of [false, true]) {
        const key = `odd-${name}-${crypto.randomUUID()}`;
        const headers = idHeaders(recordId(key, 0));
        keys.push(key);
        records.push(oddRecord(name, fails ? [...headers, ["fail", "odd"]] : headers));
      }
    }
    const first = await writeForeign(
      brokers,
      { topic: workload.topic, partition, codec },
      ...records,
    );
    sent.push(...keys.map((key, n) => toSent(workload, key, partition, { offset: first + n })));
  }
  return sent;
}

/** Writes a transaction that is committed between two that overlap it and are aborted. */
async function writeTransactions(
  brokers: string[],
  workload: Workload,
  partition: number,
): Promise<Sent[]> {
  await using transactions = new Transactions(brokers);
  const [first, kept, last] = [
    await transactions.begin(),
    await transactions.begin(),
    await transactions.begin(),
  ];
  const sent: Sent[] = [];
  const write = async (transaction: typeof first, outcome: Sent["outcome"]) => {
    const key = `odd-transaction-${crypto.randomUUID()}`;
    const id = recordId(key, 0);
    const headers = Object.fromEntries(idHeaders(id));
    const messages = [{ key: "k", value: "a transaction's", partition, headers }];
    const [{ baseOffset }] = await transaction.send({ topic: workload.topic, messages });
    const offset = outcome === "acknowledged" ? { offset: Number(baseOffset) } : {};
    sent.push(toSent(workload, key, partition, { outcome, ...offset }));
  };
  await write(first, "rejected");
  await write(kept, "acknowledged");
  await write(last, "rejected");
  await last.abort();
  await write(first, "rejected");
  await kept.commit();
  await first.abort();
  return sent;
}
