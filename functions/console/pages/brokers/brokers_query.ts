/**
 * What the list of brokers reads.
 *
 * @module
 */
import type { BrokerDetail } from "../../../../kafka/admin/broker_detail.ts";
import type { BrokerAddress } from "../../../../kafka/admin/overview.ts";
import type { Reassignment } from "../../../../kafka/admin/replicas/replicas.ts";
import type { Sample } from "../../live/memory/sample.ts";
import { trafficRate } from "../../live/rates/traffic.ts";
import type { Console } from "../console.ts";

/** A broker of the list. */
export interface BrokerRow extends BrokerAddress {
  /** Missing where the broker is down. */
  detail?: BrokerDetail;
  /** In how many topics it holds or leads more than its share. */
  skewedTopics: number;
  uptimeMs?: number;
  memoryBytes?: number;
  /** Rates, a second. */
  recordsIn?: number;
  bytesIn?: number;
  bytesOut?: number;
}

/** The brokers, and what is to be done to them. */
export interface BrokersState {
  rows: BrokerRow[];
  reassignments: Reassignment[];
  /** How many partitions are led by another than their preferred leader. */
  notPreferred: number;
}

/** All brokers that were ever seen. */
export async function readBrokers({ cluster, sampler }: Console): Promise<BrokersState> {
  const [{ brokers, topics }, reassignments] = await Promise.all([
    cluster.overview(),
    cluster.reassignments(),
  ]);
  const details = await Promise.all(brokers.map(({ id }) =>
    // A broker that dies while it is asked is shown as down.
    cluster.broker(id).catch(() => undefined)
  ));
  const known = new Map([...sampler.latest.brokers, ...brokers].map((b) => [b.id, b]));
  return {
    rows: [...known.values()].map((broker) => ({
      ...broker,
      detail: details.find((detail) => detail?.id === broker.id),
      skewedTopics:
        topics.filter(({ balance: { skewed, leaderSkewed } }) =>
          skewed.includes(broker.id) || leaderSkewed.includes(broker.id)
        ).length,
      ...measured(sampler.latest, broker.id),
    })),
    reassignments,
    notPreferred: topics.reduce((sum, topic) => sum + topic.notPreferred, 0),
  };
}

/** The figures of a broker's process. Only brokers with a name have one. */
function measured({ processes, traffic, brokerNames }: Sample, id: number): Partial<BrokerRow> {
  const name = brokerNames.get(id);
  if (name === undefined) return {};
  const { startedAtMs, memoryBytes } = processes.get(name) ?? {};
  return {
    memoryBytes,
    uptimeMs: startedAtMs && Date.now() - startedAtMs,
    recordsIn: traffic.get(trafficRate(name, "recordsIn")),
    bytesIn: traffic.get(trafficRate(name, "bytesIn")),
    bytesOut: traffic.get(trafficRate(name, "bytesOut")),
  };
}
