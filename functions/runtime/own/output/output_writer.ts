import type { Entry, Receipt as EntryReceipt, Source } from "../../../../kafka/producer/entry.ts";
import { nowMicros } from "../../../../kafka/producer/now_micros.ts";
import type { Outbox } from "../../../../kafka/producer/outbox.ts";
import { partitionOfKey } from "../../../../kafka/producer/partitioner/partitioner.ts";
import { SendError } from "../../../../kafka/producer/send_error.ts";
import type { Receipt } from "../../define/records.ts";
import { stampedSource } from "../../ledger/numbering.ts";
import { Problem } from "../../http/problems/problem.ts";
import type { Topics } from "../../producing/partition_counts.ts";
import type { TopicNames } from "../../define/place.ts";
import type { Outgoing } from "./outgoing.ts";

/** How long a record is tried, in ms. */
const DELIVERY_TIMEOUT = 30_000;

/** What a batch takes for a record beside what is its own: lengths, and the ledger's stamp. */
const RECORD_OVERHEAD = 100;

/** What {@linkcode OutputWriter} needs of Kafka. */
export interface OutputWriterOptions {
  outbox: Pick<Outbox, "push" | "admit">;
  topics: Pick<Topics, "partitions" | "find">;
  /** Topics in the place of those that records name. */
  topicNames?: TopicNames;
  /** The function's name: the ledger shows what it writes as a run that is called so. */
  name: string;
}

/**
 * Writes what a function gives, in batches that its calls share, and stamps it for the ledger: what one
 * process of a function writes is a run of its own.
 */
export class OutputWriter {
  readonly #options: OutputWriterOptions;
  readonly #source: Source;
  #calls = 0;
  #written = 0;

  constructor(options: OutputWriterOptions) {
    this.#options = options;
    const id = `${options.name}-${crypto.randomUUID().slice(-12)}`;
    this.#source = stampedSource(id, DELIVERY_TIMEOUT);
  }

  /** How many records were acknowledged. */
  get written(): number {
    return this.#written;
  }

  /** Makes sure that there is room for more. @throws {QueueFullError} */
  admit(records: readonly Outgoing[]): void {
    this.#options.outbox.admit(records.length, records.reduce((sum, one) => sum + sizeOf(one), 0));
  }

  /**
   * Writes the records, and tells where, once all are acknowledged. Those of a call without a key stay
   * together in one partition.
   *
   * @throws {SendError} where a topic is not there, a record is refused, or not acknowledged in time;
   * others may be written.
   */
  async write(given: readonly Outgoing[]): Promise<Receipt[]> {
    if (given.length === 0) return [];
    const records = this.#placed(given);
    const partitions = await this.#partitionsOf(records);
    const call = this.#calls++;
    const gathered = new GatheredReceipts(records);
    const time = nowMicros();
    records.forEach((outgoing, index) => {
      const { topic, record } = outgoing;
      const count = partitions.get(topic)!;
      const { key } = record;
      const partition = record.partition ??
        (key === null ? call % count : partitionOfKey(key, count));
      const entry: Entry = {
        record: { ...record, partition },
        bytes: sizeOf(outgoing),
        time,
        source: this.#source,
        receipt: gathered,
        index,
      };
      this.#options.outbox.push(topic, entry);
    });
    const receipts = await gathered.all;
    this.#written += receipts.length;
    return receipts;
  }

  #placed(records: readonly Outgoing[]): readonly Outgoing[] {
    const { topicNames } = this.#options;
    if (topicNames === undefined || topicNames.size === 0) return records;
    return records.map(({ topic, record }) => ({ topic: topicNames.get(topic) ?? topic, record }));
  }

  /** How many partitions each of the topics has. */
  async #partitionsOf(records: readonly Outgoing[]): Promise<Map<string, number>> {
    const least = new Map<string, number>();
    for (const { topic, record: { partition = 0 } } of records) {
      least.set(topic, Math.max(least.get(topic) ?? 1, partition + 1));
    }
    const { topics } = this.#options;
    const counts = new Map<string, number>();
    for (const [topic, wanted] of least) {
      const known = topics.partitions(topic);
      const isEnough = known !== undefined && known >= wanted;
      counts.set(topic, isEnough ? known : await topics.find(topic, wanted).catch(asSendError));
    }
    return counts;
  }
}

/** Waits for what becomes of all records of a call. */
class GatheredReceipts implements EntryReceipt {
  readonly #records: readonly Outgoing[];
  readonly #receipts: Receipt[];
  readonly #settled = Promise.withResolvers<Receipt[]>();
  #missing: number;
  #error: SendError | undefined;

  constructor(records: readonly Outgoing[]) {
    this.#records = records;
    this.#receipts = new Array(records.length);
    this.#missing = records.length;
  }

  get all(): Promise<Receipt[]> {
    return this.#settled.promise;
  }

  acknowledged(index: number, partition: number, offset: number): void {
    this.#receipts[index] = { topic: this.#records[index].topic, partition, offset };
    this.#settle();
  }

  failed(_index: number, _partition: number, error: SendError): void {
    this.#error ??= error;
    this.#settle();
  }

  #settle(): void {
    if (--this.#missing > 0) return;
    if (this.#error === undefined) this.#settled.resolve(this.#receipts);
    else this.#settled.reject(this.#error);
  }
}

/** What keeps a topic's partitions from being counted, as what keeps its records from being written. */
function asSendError(error: unknown): never {
  if (!(error instanceof Problem)) throw error;
  const code = error.kind === "noTopic" ? "UNKNOWN_TOPIC_OR_PARTITION" : "UNREACHABLE";
  throw new SendError(code, error.message, { cause: error });
}

/** About what a record takes up in a batch, in bytes. */
function sizeOf({ record: { key, value, headers } }: Outgoing): number {
  const headerBytes = headers.reduce(
    (sum, [name, text]) => sum + name.length + (text?.length ?? 0),
    0,
  );
  return (key?.length ?? 0) + (value?.length ?? 0) + headerBytes + RECORD_OVERHEAD;
}
