import { Buffer } from "node:buffer";
import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import type { Records } from "./gather.ts";

/** What a record is in one order with; `undefined`: nothing. */
export type LaneOf = (record: KafkaRecord) => string | undefined;

/** By key: records without one have no order among each other. */
export const byKey: LaneOf = ({ key }) =>
  key === null
    ? undefined
    : Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString("latin1");

/** No order at all. */
export const inNoOrder: LaneOf = () => undefined;

/**
 * Records to be given to calls, in the order of their offsets but for those that must wait: a record
 * stays back while another of its lane is under way, so that none overtakes one of its lane.
 */
export class LaneQueue implements Records {
  readonly #laneOf: LaneOf;
  readonly #source: Records;
  readonly #hasRoom: (waiting: number) => boolean;
  /** How many records of a lane are under way. */
  readonly #busy = new Map<string, number>();
  /** Those that wait for their lane, in their order. */
  readonly #behind = new Map<string, KafkaRecord[]>();
  /** Those that waited and may go on: before any that are read now. */
  #freed: KafkaRecord[] = [];
  #size = 0;

  /**
   * @param hasRoom whether more may be read, with so many that wait for their lanes or are under way.
   */
  constructor(laneOf: LaneOf, source: Records, hasRoom: (waiting: number) => boolean) {
    this.#laneOf = laneOf;
    this.#source = source;
    this.#hasRoom = hasRoom;
  }

  get fault(): Error | undefined {
    return this.#freed.length > 0 ? undefined : this.#source.fault;
  }

  /** The next record whose lane is free; `undefined` when there is none. */
  peek(): KafkaRecord | undefined {
    while (this.#freed.length > 0) {
      const [record] = this.#freed;
      if (!this.#isHeldUp(record)) return record;
      this.#keep(record);
      this.#freed.shift();
    }
    while (this.#hasRoom(this.#size)) {
      const record = this.#source.peek();
      const isFree = record === undefined || this.#source.fault || !this.#isHeldUp(record);
      if (isFree) return record;
      this.#keep(record);
      this.#size++;
      this.#source.skip();
    }
  }

  /** Takes the record that {@linkcode peek} gave. It is under way only with {@linkcode begin}. */
  skip(): void {
    if (this.#freed.length > 0) this.#freed.shift();
    else {
      this.#size++;
      this.#source.skip();
    }
  }

  /** These are under way. */
  begin(records: readonly KafkaRecord[]): void {
    for (const record of records) {
      const lane = this.#laneOf(record);
      if (lane !== undefined) this.#busy.set(lane, (this.#busy.get(lane) ?? 0) + 1);
    }
  }

  /** These are finished. */
  end(records: readonly KafkaRecord[]): void {
    this.#size -= records.length;
    for (const record of records) this.#free(record);
  }

  /** These were under way, and must wait for others of their lane that still are. */
  takeBack(records: readonly KafkaRecord[]): void {
    for (const record of records) {
      const lane = this.#laneOf(record)!;
      this.#busy.set(lane, this.#busy.get(lane)! - 1);
      const behind = this.#behind.get(lane) ?? [];
      this.#behind.set(lane, [...behind, record].sort((a, b) => a.offset - b.offset));
    }
  }

  #free(record: KafkaRecord): void {
    const lane = this.#laneOf(record);
    if (lane === undefined) return;
    const left = this.#busy.get(lane)! - 1;
    if (left > 0) return void this.#busy.set(lane, left);
    this.#busy.delete(lane);
    const behind = this.#behind.get(lane);
    if (behind === undefined) return;
    this.#behind.delete(lane);
    this.#freed.push(...behind);
  }

  #isHeldUp(record: KafkaRecord): boolean {
    const lane = this.#laneOf(record);
    return lane !== undefined && this.#busy.has(lane);
  }

  #keep(record: KafkaRecord): void {
    const lane = this.#laneOf(record)!;
    const behind = this.#behind.get(lane);
    if (behind === undefined) this.#behind.set(lane, [record]);
    else behind.push(record);
  }
}
