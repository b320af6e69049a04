/**
 * What Strimzi's operators read, as far as it is written here. The API server holds it against Strimzi's
 * own definitions in tests/kubernetes.
 *
 * @module
 */

interface Resource<K extends string, S> {
  apiVersion: "kafka.strimzi.io/v1";
  kind: K;
  metadata: { name: string; labels?: Record<string, string> };
  spec: S;
}

/** A cluster's brokers in common. */
export type Kafka = Resource<"Kafka", {
  kafka: {
    rack: { topologyKey: string };
    listeners: {
      name: string;
      port: number;
      type: "internal";
      tls: boolean;
      authentication: { type: "tls" };
    }[];
    authorization: { type: "simple" };
    config: Record<string, string | number | boolean>;
  };
  entityOperator: { topicOperator: Record<never, never>; userOperator: Record<never, never> };
}>;

/** Brokers of one kind. */
export type KafkaNodePool = Resource<"KafkaNodePool", {
  replicas: number;
  roles: ("controller" | "broker")[];
  storage: {
    type: "jbod";
    volumes: {
      id: number;
      type: "persistent-claim";
      size: string;
      deleteClaim: boolean;
      kraftMetadata: "shared";
    }[];
  };
  resources: { requests: Record<string, string>; limits: Record<string, string> };
}>;

/** A topic. */
export type KafkaTopic = Resource<"KafkaTopic", {
  topicName: string;
  partitions: number;
  replicas: number;
  config: Record<string, string>;
}>;

/** What may be done with topics, groups or the cluster. */
export interface Acl {
  resource: { type: "topic" | "group"; name: string; patternType: "literal" | "prefix" } | {
    type: "cluster";
  };
  operations: (
    | "Read"
    | "Write"
    | "Create"
    | "Delete"
    | "Describe"
    | "DescribeConfigs"
    | "Alter"
    | "AlterConfigs"
  )[];
}

/** Who may do what. */
export type KafkaUser = Resource<"KafkaUser", {
  authentication: { type: "tls" };
  authorization: { type: "simple"; acls: Acl[] };
}>;

/** The label that says of which cluster a topic, a user or a pool is. */
export function ofCluster(name: string): Record<string, string> {
  return { "strimzi.io/cluster": name };
}
