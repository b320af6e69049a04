/**
 * What functions are measured against: a consumer of kafkajs that does nothing with its batches.
 *
 * @module
 */
import { Kafka, logLevel } from "kafkajs";
import "../../kafka/client/timers.ts";
import { rateOf } from "./rate.ts";

const kafka = new Kafka({
  brokers: Deno.env.get("KAFKA_BROKERS")!.split(","),
  logLevel: logLevel.NOTHING,
});
const consumer = kafka.consumer({ groupId: Deno.env.get("BENCH_GROUP")! });
await consumer.connect();
await consumer.subscribe({ topic: Deno.env.get("BENCH_TOPIC")!, fromBeginning: true });
const count = rateOf(Number(Deno.env.get("BENCH_RECORDS")));
await consumer.run({
  eachBatch({ batch }) {
    count(batch.messages.length);
    return Promise.resolve();
  },
});
