import { labEnvironment } from "../../cluster/environment.ts";
import { labKafka, withBrokers } from "../../cluster/lab_kafka.ts";
import { topology } from "../../cluster/topology.ts";
import { clusterView } from "../../kafka/admin/cluster_view.ts";
import type { KafkaSettings } from "../../kafka/client/settings.ts";
import { isInternalTopic } from "../../kafka/names.ts";
import { findTopic } from "../cli/topic_lookup.ts";

/**
 * Lends the settings of the lab's Kafka, once the topics of these names are found.
 *
 * @throws {Error} for a topic that there is not, with the nearest one, or that is Kafka's own; when no
 * broker can be reached, with the way out; what `use` throws.
 */
export async function lettersOf<T>(
  topics: readonly string[],
  use: (settings: KafkaSettings) => Promise<T>,
): Promise<T> {
  const lab = topology(labEnvironment().offset);
  return await withBrokers(lab, async (brokers) => {
    const view = clusterView(await brokers.metadata(null));
    for (const topic of topics) {
      findTopic(view, topic);
      if (isInternalTopic(topic)) {
        throw new Error(`Cannot touch ${topic}: Kafka keeps it for itself`);
      }
    }
    return await use(labKafka(lab));
  });
}
