/**
 * The overlays that bring Kafka, by Strimzi's operator.
 *
 * @module
 */
import type { FunctionPlan } from "../function/function_plan.ts";
import { KAFKA, NAMESPACE } from "../function/names.ts";
import { BOOTSTRAP, CLUSTER, kafkaCluster, kafkaNodePool } from "../kafka/kafka_cluster.ts";
import { kafkaTopics } from "../kafka/kafka_topic.ts";
import { kafkaUser } from "../kafka/kafka_user.ts";
import { allTopics } from "../kafka/lab_topics.ts";
import { MUTUAL_TLS } from "../kafka/security.ts";
import { triggerAuthentication } from "../kafka/trigger_authentication.ts";
import type { TopicSpec } from "../../topics/topic_spec.ts";
import { isTriggered } from "./base.ts";
import { kustomization, literals, patch } from "./kustomization.ts";
import { podOperations, triggerPatches } from "./secured.ts";
import type { Tree } from "./tree.ts";

/** The Secret of Strimzi that has the certificate of the brokers' authority. */
const AUTHORITY = `${CLUSTER}-cluster-ca-cert`;

/** How the files that functions read are called in the Secret of a KafkaUser. */
const USER_KEYS = { "tls.crt": "user.crt", "tls.key": "user.key" };

/** Three brokers, each function a user of its own with the rights that it needs. */
export function strimziOverlay(plans: readonly FunctionPlan[], topics: readonly TopicSpec[]): Tree {
  const folder = "overlays/strimzi";
  const labTopics = topics.map(({ name }) => name);
  const files: Tree = {
    "kafka.yaml": kafkaCluster(3),
    "node-pool.yaml": kafkaNodePool(3),
    "topics.yaml": kafkaTopics(allTopics(topics, plans)),
    "users.yaml": plans.map((plan) => kafkaUser(plan, labTopics)),
    "trigger-authentications.yaml": plans.filter(isTriggered).map(authentication),
  };
  const settings = { KAFKA_BROKERS: BOOTSTRAP, ...MUTUAL_TLS.settings };
  return {
    [`${folder}/kustomization.yaml`]: kustomization({
      namespace: NAMESPACE,
      resources: ["../../base", ...Object.keys(files)],
      configMapGenerator: [{ name: KAFKA, behavior: "merge", literals: literals(settings) }],
      patches: [
        ...plans.map(({ name }) =>
          patch({ kind: "Deployment", name }, podOperations(MUTUAL_TLS, certificates(name)))
        ),
        ...triggerPatches(MUTUAL_TLS, plans, ({ name }) => name),
      ],
    }),
    ...Object.fromEntries(
      Object.entries(files).map(([name, objects]) => [`${folder}/${name}`, objects]),
    ),
  };
}

/** One small broker, and everything once, for a cluster on one machine such as kind or minikube. */
export function localOverlay(plans: readonly FunctionPlan[]): Tree {
  const one = kafkaCluster(1).spec.kafka.config;
  return {
    "overlays/local/kustomization.yaml": kustomization({
      namespace: NAMESPACE,
      resources: ["../strimzi"],
      patches: [
        patch({ kind: "Kafka", name: CLUSTER }, [
          { op: "replace", path: "/spec/kafka/config", value: one },
          // What there is one of is in no zone.
          { op: "remove", path: "/spec/kafka/rack" },
        ]),
        patch({ kind: "KafkaNodePool", name: "brokers" }, [
          { op: "replace", path: "/spec/replicas", value: 1 },
          { op: "replace", path: "/spec/storage/volumes/0/size", value: "2Gi" },
          {
            op: "replace",
            path: "/spec/resources",
            value: { requests: { cpu: "100m", memory: "768Mi" }, limits: { memory: "1Gi" } },
          },
        ]),
        patch({ kind: "KafkaTopic" }, [
          { op: "replace", path: "/spec/replicas", value: 1 },
          { op: "add", path: "/spec/config/min.insync.replicas", value: "1" },
        ]),
        // A short wait shows more of it.
        ...plans.filter(isTriggered).map(({ name }) =>
          patch({ kind: "ScaledObject", name }, [
            { op: "replace", path: "/spec/pollingInterval", value: 2 },
            { op: "replace", path: "/spec/cooldownPeriod", value: 15 },
          ])
        ),
      ],
    }),
  };
}

/** The certificates of a function, and that of the authority, in one folder. */
function certificates(user: string) {
  return {
    projected: {
      defaultMode: 0o440,
      sources: [
        { secret: { name: AUTHORITY, items: [{ key: "ca.crt", path: "ca.crt" }] } },
        {
          secret: {
            name: user,
            items: Object.entries(USER_KEYS).map(([path, key]) => ({ key, path })),
          },
        },
      ],
    },
  };
}

function authentication({ name }: FunctionPlan) {
  return triggerAuthentication(name, [
    { parameter: "ca", name: AUTHORITY, key: "ca.crt" },
    { parameter: "cert", name, key: "user.crt" },
    { parameter: "key", name, key: "user.key" },
  ]);
}
