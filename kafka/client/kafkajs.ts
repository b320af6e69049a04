/**
 * What this library uses of kafkajs, for its other rooms. Whoever makes a client of it does that by
 * {@linkcode createKafka}, which hands out one that is ready.
 *
 * @module
 */
export type { Batch, Consumer, Kafka, KafkaMessage } from "kafkajs";
export type { ConsumerGroupJoinEvent, EachBatchPayload, IHeaders } from "kafkajs";
export { default as murmur2 } from "kafkajs/src/producer/partitioners/default/murmur2.js";
