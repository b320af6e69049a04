import { delay } from "@std/async";
import { CHAOS_KEY, CHAOS_TOPIC, type ChaosRun } from "../../functions/console/chaos/chaos_run.ts";
import { createTopic } from "../../kafka/admin/topics/topic_actions.ts";
import { Brokers } from "../../kafka/client/brokers.ts";
import type { KafkaSettings } from "../../kafka/client/settings.ts";
import { hasCode } from "../../kafka/errors.ts";
import { Sender } from "../../kafka/producer/sender.ts";

/** The pause between two records, ms. */
const INTERVAL = 1_000;

/** How long a record may take, and the last one, which has the verdict, ms. */
const TIMEOUT = 5_000;
const LAST_TIMEOUT = 20_000;

/** How long the only one may take, where nothing could be told before, ms: then there may be no lab at all. */
const ONLY_TIMEOUT = 2_000;

/**
 * Tells Kafka the state of a run every second, until it is disposed of. What cannot be told while
 * things are broken is told later: each record has all there is.
 */
export function publishRun(settings: KafkaSettings, state: () => ChaosRun): AsyncDisposable {
  const ending = new AbortController();
  const sender = new Sender(new Brokers(settings));
  let hasTold = false;
  const tell = async (timeout: number) => {
    const record = { key: CHAOS_KEY, value: JSON.stringify(state()), partition: 0 };
    hasTold = await sender.send(CHAOS_TOPIC, [record], timeout).then(() => true, () => hasTold);
  };
  const telling = (async () => {
    await makeTopic(settings).catch(() => {});
    while (!ending.signal.aborted) {
      await tell(TIMEOUT);
      await delay(INTERVAL, { signal: ending.signal }).catch(() => {});
    }
  })();
  return {
    async [Symbol.asyncDispose]() {
      ending.abort();
      if (hasTold) await telling;
      await tell(hasTold ? LAST_TIMEOUT : ONLY_TIMEOUT);
      await sender.close();
      await telling;
    },
  };
}

/** Makes the topic, where there is none: small segments, so that what is no longer true goes soon. */
async function makeTopic(settings: KafkaSettings): Promise<void> {
  const brokers = new Brokers(settings);
  try {
    await createTopic(brokers, {
      name: CHAOS_TOPIC,
      partitions: 1,
      config: { "cleanup.policy": "compact", "segment.bytes": `${4 * 1024 * 1024}` },
    });
  } catch (error) {
    if (!hasCode(error, "TOPIC_ALREADY_EXISTS")) throw error;
  } finally {
    await brokers.close();
  }
}
