/**
 * The users of Kafka that `deno task manifests` writes for Strimzi, and what its User Operator makes of them.
 *
 * @module
 */
import {
  AclOperationTypes,
  AclPermissionTypes,
  AclResourceTypes,
  type Admin,
  Kafka,
  logLevel,
  ResourcePatternTypes,
} from "kafkajs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { PROJECT_ROOT } from "../../../cluster/environment.ts";
import type { KafkaTopic, KafkaUser } from "../../../cluster/manifests/kafka/strimzi.ts";
import { runCommand } from "../../../cluster/process/run_command.ts";
import { createTopic } from "../../../kafka/admin/topics/topic_actions.ts";
import { Brokers } from "../../../kafka/client/brokers.ts";
import { hasCode } from "../../../kafka/errors.ts";
import { eventually } from "../../lab.ts";

/** The folder of the functions beside the built-in ones. */
export const OWN = join(PROJECT_ROOT, "examples/orders");

/** What may be done to what: `Write`, `Topic:invoices`, as a broker's log has it. */
export interface Right {
  operation: string;
  resource: string;
}

/** The users and topics of an overlay. @param folder for it, which is new. */
export async function writtenUsers(
  folder: string,
): Promise<{ users: KafkaUser[]; topics: KafkaTopic[] }> {
  const args = ["task", "--quiet", "manifests", "--out", folder];
  const { success, stderr } = await runCommand(Deno.execPath(), args, {
    env: { INSTIGATOR_FUNCTIONS: OWN, INSTIGATOR_STATE: folder },
  });
  if (!success) throw new Error(stderr);
  const read = async (name: string) => {
    const text = await Deno.readTextFile(join(folder, "overlays/strimzi", name));
    return parseAllDocuments(text).map((document) => document.toJS());
  };
  return { users: await read("users.yaml"), topics: await read("topics.yaml") };
}

/** Creates the topics on a broker that is alone. */
export async function createTopics(broker: string, topics: readonly KafkaTopic[]): Promise<void> {
  const brokers = new Brokers({ brokers: [broker], clientId: "test" });
  try {
    for (const { spec: { topicName: name, partitions, config } } of topics) {
      const alone = { ...config, "min.insync.replicas": "1" };
      // A broker that has just started, on a machine that is busy, may answer too late.
      await eventually(`there is ${name}`, async () => {
        try {
          await createTopic(brokers, { name, partitions, replicationFactor: 1, config: alone });
        } catch (error) {
          if (!hasCode(error, "TOPIC_ALREADY_EXISTS")) throw error;
        }
        return true;
      });
    }
  } finally {
    await brokers.close();
  }
}

/** Gives users their rights, each by the name in its certificate. */
export async function grant(broker: string, users: readonly KafkaUser[]): Promise<void> {
  await withAdmin(broker, async (admin) => {
    await admin.createAcls({ acl: users.flatMap((user) => kafkaAcls(user)) });
  });
}

/** Takes one right from a user. */
export async function revoke(broker: string, user: KafkaUser, right: Right): Promise<void> {
  const index = rightsOf(user).findIndex(({ operation, resource }) =>
    operation === right.operation && resource === right.resource
  );
  if (index < 0) throw new Error(`${user.metadata.name} has no ${right.operation}`);
  await withAdmin(broker, async (admin) => {
    await admin.deleteAcls({ filters: [kafkaAcls(user)[index]] });
  });
}

/** The rights of a user, one by one. */
export function rightsOf({ spec: { authorization: { acls } } }: KafkaUser): Right[] {
  return acls.flatMap(({ resource, operations }) =>
    operations.map((operation) => ({
      operation,
      resource: resource.type === "cluster"
        ? "Cluster:kafka-cluster"
        : `${resource.type === "topic" ? "Topic" : "Group"}:${resource.name}`,
    }))
  );
}

function kafkaAcls(user: KafkaUser) {
  return rightsOf(user).map(({ operation, resource }) => {
    const [type, name] = resource.split(/:(.*)/);
    return {
      principal: `User:CN=${user.metadata.name}`,
      host: "*",
      resourceType: AclResourceTypes[type.toUpperCase() as "TOPIC" | "GROUP" | "CLUSTER"],
      resourceName: name,
      resourcePatternType: ResourcePatternTypes.LITERAL,
      // `DescribeConfigs` is `DESCRIBE_CONFIGS` there.
      operation: AclOperationTypes[
        operation.replace(/\B[A-Z]/, "_$&").toUpperCase() as keyof typeof AclOperationTypes
      ],
      permissionType: AclPermissionTypes.ALLOW,
    };
  });
}

async function withAdmin(broker: string, work: (admin: Admin) => Promise<void>): Promise<void> {
  // A broker writes each right to ZooKeeper, one after the other.
  const patience = { requestTimeout: 60_000, logLevel: logLevel.NOTHING };
  const admin = new Kafka({ brokers: [broker], clientId: "test", ...patience }).admin();
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.disconnect();
  }
}
