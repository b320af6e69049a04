/**
 * How the lab's commands reach its brokers.
 *
 * @module
 */
import type { KafkaSettings } from "../kafka/client/settings.ts";
import type { Brokers } from "../kafka/client/brokers.ts";
import { hasCode } from "../kafka/errors.ts";
import { brokerStates, whyUnreachable } from "./nodes/readiness.ts";
import { bootstrapServers, type Topology } from "./topology.ts";

/** The names of the lab's own groups and topics start so. */
export const INTERNAL_PREFIX = "instigator-";

/** The settings of a client of the lab's brokers. */
export function labKafka(lab: Topology): KafkaSettings {
  return { brokers: bootstrapServers(lab), clientId: "instigator" };
}

/**
 * Lends connections to the lab's brokers to `use`, and closes them after. They are loaded here, as
 * they take their time, and many commands need none.
 *
 * @throws {Error} when no broker can be reached, with the way out; what `use` throws.
 */
export async function withBrokers<T>(
  lab: Topology,
  use: (brokers: Brokers) => Promise<T>,
  settings: Partial<KafkaSettings> = {},
): Promise<T> {
  const { Brokers } = await import("../kafka/client/brokers.ts");
  const brokers = new Brokers({ ...labKafka(lab), ...settings });
  try {
    return await use(brokers);
  } catch (error) {
    if (!hasCode(error, "UNREACHABLE")) throw error;
    const states = await brokerStates(lab);
    // One that was busy for too long is there: what it was asked for says more.
    if (states.every(({ state }) => state === "up")) throw error;
    throw new Error(whyUnreachable(lab, states), { cause: error });
  } finally {
    await brokers.close();
  }
}
