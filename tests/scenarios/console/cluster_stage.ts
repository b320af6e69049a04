/**
 * What scenarios of the console's Kafka are made of.
 *
 * @module
 */
import { assertEquals, assertRejects } from "@std/assert";
import { asProblem } from "../../../functions/runtime/http/problems/kafka_problem.ts";
import type { ProblemKind } from "../../../functions/runtime/http/problems/problem.ts";
import type { ClusterClient } from "../../../kafka/cluster/cluster_client.ts";
import { kafkaCluster } from "../../../kafka/cluster/kafka_cluster.ts";
import { KafkaError } from "../../../kafka/errors.ts";
import type { KafkaRecord } from "../../../kafka/record/record.ts";
import { eventually, type Lab } from "../../lab.ts";

/** Scenarios with a cluster client of their own. */
export function clusterScenario(lab: Lab) {
  return (name: string, act: (cluster: ClusterClient) => Promise<void>): void => {
    Deno.test(`the console ${name}`, async () => {
      const cluster = kafkaCluster({ brokers: lab.brokers, clientId: "instigator-console" });
      try {
        await act(cluster);
      } finally {
        await cluster.close();
      }
    });
  };
}

/** A topic of the scenario's own, once all brokers know it. */
export async function ownTopic(
  cluster: ClusterClient,
  options: Omit<Parameters<ClusterClient["createTopic"]>[0], "name">,
): Promise<string> {
  const name = `scenario-${crypto.randomUUID()}`;
  await cluster.createTopic({ name, ...options });
  await eventually("the topic is known", async () => {
    const { partitions } = await cluster.topic(name);
    return partitions.every(({ isr, replicas }) => isr.length === replicas.length);
  });
  return name;
}

/** Settles when no replica of a topic moves any more. */
export async function noMove(cluster: ClusterClient, topic: string): Promise<void> {
  await eventually("the move is over", async () => {
    const moves = await cluster.reassignments();
    return !moves.some((move) => move.topic === topic);
  });
}

/** Fails unless a call is refused, as a problem of this kind. */
export async function mustRefuse(
  call: Promise<unknown>,
  kind: ProblemKind,
  code?: string,
): Promise<KafkaError> {
  const error = await assertRejects(() => call, KafkaError);
  assertEquals(asProblem(error)?.kind, kind, error.message);
  if (code !== undefined) assertEquals(error.code, code);
  return error;
}

/** A record as `key=value`. */
export function text({ key, value }: KafkaRecord): string {
  return `${decode(key)}=${decode(value)}`;
}

/** Bytes as text. */
export function decode(bytes: Uint8Array | null): string | null {
  return bytes && new TextDecoder().decode(bytes);
}
