import type { OutputRecord, Receipt } from "../functions/runtime/define/records.ts";
import type { ConsumeOptions, TestRecord } from "./read_topic.ts";
import type { Counts } from "./topic_ledger.ts";

/** What a topic of a test's does for it; the lab does it. */
export interface TopicWork {
  produce(topic: string, records: readonly OutputRecord[]): Promise<Receipt[]>;
  consume(topic: string, options: ConsumeOptions): Promise<TestRecord[]>;
  ledger(topic: string): Promise<Counts>;
}

/** A topic that a test has for itself. */
export class TestTopic {
  /** Its name in Kafka. */
  readonly name: string;
  readonly #work: TopicWork;

  constructor(name: string, work: TopicWork) {
    this.name = name;
    this.#work = work;
  }

  /** Writes records, and tells where each was written, once all are acknowledged. */
  produce(records: readonly OutputRecord[]): Promise<Receipt[]> {
    return this.#work.produce(this.name, records);
  }

  /** The first records, once there are as many. @throws {Error} when they do not come in time. */
  consume(options: ConsumeOptions): Promise<TestRecord[]> {
    return this.#work.consume(this.name, options);
  }

  /** What was lost, duplicated and reordered on the way into it, of all that is there now. */
  ledger(): Promise<Counts> {
    return this.#work.ledger(this.name);
  }
}
