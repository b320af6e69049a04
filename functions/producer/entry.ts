/**
 * What is handed to the lanes: records, where they come from, and who is told what becomes of them.
 *
 * @module
 */
import type { Message } from "kafkajs";
import type { SendError } from "../../kafka/producer/sender.ts";

/** Writes messages to one partition in their order; resolves to the offset of the first one. */
export type Send = (topic: string, messages: Message[]) => Promise<bigint>;

/** Where records come from: the HTTP clients, or one run of the producer. */
export interface Source {
  /** Unique in time and among processes. */
  readonly id: string;
  /** Whether its records are tried until they are acknowledged, however long it takes. */
  readonly patient: boolean;
  /** Whether nobody waits for its records any more. */
  cancelled: boolean;
}

/** Is told what became of each record that was handed over. */
export interface Receipt {
  acknowledged(index: number, partition: number, offset: number): void;
  failed(index: number, partition: number, error: SendError): void;
}

/** A record on its way. */
export interface Entry {
  /** What is sent, with its partition. */
  message: Message;
  /** About what it takes up in a batch, in bytes. */
  bytes: number;
  /** When it was taken in, in µs since the Unix epoch. */
  time: number;
  source: Source;
  receipt: Receipt;
  /** Which one of its receipt's records it is. */
  index: number;
}
