/**
 * A kafkajs client for commands: silent, soon tired of brokers that do not answer, and closed
 * whatever happens.
 *
 * @module
 */
import { type Admin, Kafka, logLevel } from "kafkajs";
import "../../kafka/client/timers.ts";

/** A client of the brokers at these addresses. What fails reaches the caller as an exception. */
export function kafkaClient(brokers: readonly string[]): Kafka {
  return new Kafka({
    clientId: "instigator",
    brokers: [...brokers],
    logLevel: logLevel.NOTHING,
    connectionTimeout: 2_000,
    requestTimeout: 10_000,
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 4 },
  });
}

/**
 * Lends an admin client to `use`, and closes it after.
 *
 * @throws {Error} when no broker can be reached, and what `use` throws.
 */
export async function withAdmin<T>(kafka: Kafka, use: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafka.admin();
  await connect(admin);
  try {
    return await use(admin);
  } finally {
    await admin.disconnect();
  }
}

/**
 * Connects a producer, a consumer or an admin client.
 *
 * @throws {Error} when no broker can be reached, with the way out.
 */
export async function connect(client: { connect(): Promise<void> }): Promise<void> {
  try {
    await client.connect();
  } catch (error) {
    if (!isConnectionError(error)) throw error;
    throw new Error("Cannot reach a broker: start the lab with `deno task up`", { cause: error });
  }
}

/** kafkajs wraps what it gave up retrying; its errors can be told by name only. */
function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === "KafkaJSConnectionError" || isConnectionError(error.cause);
}
