import { asBuffer } from "../../../../kafka/record/bytes_text.ts";
import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import type { InputRecord } from "../../define/records.ts";

/**
 * A record as a handler gets it. What every handler looks at is there from the start; headers are made
 * text when they are asked for, as most handlers ask for none, and it is done for every record.
 */
export class Input<V> implements InputRecord<V> {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly timestamp: number;
  readonly key: string | null;
  readonly value: V;
  readonly raw: KafkaRecord;
  #headers: ReadonlyMap<string, string | null> | undefined;

  constructor(raw: KafkaRecord, value: V) {
    this.topic = raw.topic;
    this.partition = raw.partition;
    this.offset = raw.offset;
    this.timestamp = Number(raw.timestamp);
    this.key = raw.key && asBuffer(raw.key).toString();
    this.value = value;
    this.raw = raw;
  }

  get headers(): ReadonlyMap<string, string | null> {
    return this.#headers ??= new Map(
      this.raw.headers.map(([name, value]) => [name, value && asBuffer(value).toString()]),
    );
  }
}
