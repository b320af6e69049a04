import { PART_OF } from "../function/names.ts";
import { type Kafka, type KafkaNodePool, ofCluster } from "./strimzi.ts";

/** The name of the cluster; Strimzi's Service of it is `<name>-kafka-bootstrap`. */
export const CLUSTER = "events";

/** Where its TLS listener is. */
export const BOOTSTRAP = `${CLUSTER}-kafka-bootstrap:9093`;

const YEAR_MINUTES = 365 * 24 * 60;

/** Kafka on KRaft, a broker a zone where there are zones, which nobody reaches without a certificate. */
export function kafkaCluster(brokers: number): Kafka {
  const replicas = Math.min(3, brokers);
  const inSync = Math.min(2, brokers);
  return {
    apiVersion: "kafka.strimzi.io/v1",
    kind: "Kafka",
    metadata: { name: CLUSTER, labels: PART_OF },
    spec: {
      kafka: {
        rack: { topologyKey: "topology.kubernetes.io/zone" },
        listeners: [{
          name: "tls",
          port: 9093,
          type: "internal",
          tls: true,
          authentication: { type: "tls" },
        }],
        authorization: { type: "simple" },
        config: {
          "auto.create.topics.enable": false,
          "default.replication.factor": replicas,
          "min.insync.replicas": inSync,
          "offsets.topic.replication.factor": replicas,
          "transaction.state.log.replication.factor": replicas,
          "transaction.state.log.min.isr": inSync,
          "unclean.leader.election.enable": false,
          // A function that is scaled to zero commits nothing: after a week its place would be forgotten.
          "offsets.retention.minutes": YEAR_MINUTES,
        },
      },
      entityOperator: { topicOperator: {}, userOperator: {} },
    },
  };
}

/** Its brokers, each of which is a controller, too. */
export function kafkaNodePool(brokers: number): KafkaNodePool {
  return {
    apiVersion: "kafka.strimzi.io/v1",
    kind: "KafkaNodePool",
    metadata: { name: "brokers", labels: { ...PART_OF, ...ofCluster(CLUSTER) } },
    spec: {
      replicas: brokers,
      roles: ["controller", "broker"],
      storage: {
        type: "jbod",
        volumes: [{
          id: 0,
          type: "persistent-claim",
          size: "20Gi",
          deleteClaim: false,
          kraftMetadata: "shared",
        }],
      },
      resources: {
        requests: { cpu: "500m", memory: "2Gi" },
        limits: { memory: "2Gi" },
      },
    },
  };
}
