/**
 * A process that has kafkajs, and nothing else: what the runtime adds is measured against it.
 *
 * @module
 */
import { Kafka } from "kafkajs";

new Kafka({ brokers: Deno.env.get("KAFKA_BROKERS")!.split(",") });
setInterval(() => {}, 1_000);
