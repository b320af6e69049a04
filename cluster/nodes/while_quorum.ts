import { delay } from "@std/async";
import { KafkaError } from "../../kafka/errors.ts";
import type { Topology } from "../topology.ts";
import { ensembleReasons, memberStates } from "./readiness.ts";

/** When the ensemble is looked at for the first time, and how often then, ms: most work is done before. */
const FIRST_LOOK = 500;
const INTERVAL = 250;

/** For how long nobody serves until it is no election of a leader, ms. */
const LOST = 1_500;

/**
 * What `work` gives, unless ZooKeeper loses its quorum meanwhile: Kafka's controller takes on what it is asked
 * then, and answers once there is a quorum again; so do brokers that are asked for settings.
 *
 * @throws {KafkaError} REQUEST_TIMED_OUT, that names the members that are missing.
 */
export async function whileQuorum<T>(
  lab: Pick<Topology, "zookeeper">,
  work: Promise<T>,
): Promise<T> {
  const ended = new AbortController();
  try {
    return await Promise.race([work, quorumLoss(lab, ended.signal)]);
  } finally {
    ended.abort();
  }
}

/** Fails once nobody has served for a while; or with the abort of the signal. */
async function quorumLoss(
  lab: Pick<Topology, "zookeeper">,
  signal: AbortSignal,
): Promise<never> {
  await delay(FIRST_LOOK, { signal });
  let lastServed = performance.now();
  while (true) {
    const members = await memberStates(lab);
    if (members.some(({ state }) => state === "up")) lastServed = performance.now();
    if (performance.now() - lastServed >= LOST) {
      const reasons = ensembleReasons(lab, members).join(", ");
      throw new KafkaError(
        "REQUEST_TIMED_OUT",
        `Cannot go on: Kafka waits for ZooKeeper's quorum (${reasons}); a change may still be made`,
      );
    }
    await delay(INTERVAL, { signal });
  }
}
