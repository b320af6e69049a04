import { labEnvironment } from "../../cluster/environment.ts";
import { withBrokers } from "../../cluster/lab_kafka.ts";
import { whileQuorum } from "../../cluster/nodes/while_quorum.ts";
import { topology } from "../../cluster/topology.ts";
import type { Brokers } from "../../kafka/client/brokers.ts";

/**
 * Lends connections to the brokers of the lab that the environment names, and closes them after.
 *
 * @throws {Error} when no broker can be reached, or ZooKeeper has no quorum while `use` goes on, with the way
 * out; what `use` throws.
 */
export function withLab<T>(use: (brokers: Brokers) => Promise<T>): Promise<T> {
  const lab = topology(labEnvironment().offset);
  return withBrokers(lab, (brokers) => whileQuorum(lab, use(brokers)));
}
