import type { Consumer, Kafka } from "../client/kafkajs.ts";

/** How often the group is told that a member is alive while it works on a batch, in ms. */
export const HEARTBEAT = 1_000;

/** After how long without a heartbeat the group takes a member for dead, in ms. */
export const SESSION_TIMEOUT = 10_000;

/** How long a member that is taken up with a record may keep a rebalance waiting, in ms. */
const REBALANCE_TIMEOUT = 30_000;

/** How long a broker waits for records to come, in ms; and so how long kafkajs needs to notice a stop. */
const MAX_WAIT = 300;

/** How old the metadata may get, in ms: so soon are partitions found that were added to a topic. */
const METADATA_MAX_AGE = 5_000;

/** A kafkajs consumer that gives up when it cannot go on; then a new one has to take its place. */
export function createGroupConsumer(kafka: Kafka, groupId: string): Consumer {
  return kafka.consumer({
    groupId,
    allowAutoTopicCreation: false,
    sessionTimeout: SESSION_TIMEOUT,
    heartbeatInterval: HEARTBEAT,
    rebalanceTimeout: REBALANCE_TIMEOUT,
    maxWaitTimeInMs: MAX_WAIT,
    metadataMaxAge: METADATA_MAX_AGE,
    retry: {
      initialRetryTime: 100,
      maxRetryTime: 1_000,
      retries: 5,
      restartOnFailure: () => Promise.resolve(false),
    },
  });
}
