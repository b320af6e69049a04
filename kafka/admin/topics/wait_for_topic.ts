import { setTimeout as pause } from "node:timers/promises";
import type { Brokers } from "../../client/brokers.ts";
import { metadata, metadataOf, type TopicMetadata } from "../../protocol/cluster/metadata.ts";

/** How long is waited at most, and between two looks, in ms. */
const MAX_WAIT = 3_000;
const PAUSE = 50;

/**
 * Waits until every broker knows what became of topics. The controller answers first and tells the
 * brokers then, so whoever asks another one next would find a topic as it was. A broker that does
 * not answer is not waited for.
 */
export async function untilKnown(
  brokers: Brokers,
  names: readonly string[],
  isSo: (topic: TopicMetadata) => boolean,
): Promise<void> {
  const deadline = performance.now() + MAX_WAIT;
  const { brokers: nodes } = await brokers.metadata([]);
  await Promise.allSettled(nodes.map(async ({ nodeId }) => {
    while (performance.now() < deadline) {
      const { topics } = await brokers.request(nodeId, metadata, metadataOf(names));
      if (topics.every(isSo)) return;
      await pause(PAUSE);
    }
  }));
}
