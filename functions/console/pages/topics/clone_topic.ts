import type { ClusterReader } from "../../../../kafka/cluster/cluster_client.ts";
import type { FormState } from "../../web/forms/form.ts";
import { CREATE_TOPIC } from "./create_topic.tsx";

/** The form that creates a topic, filled in as another one is; undefined where none is asked for. */
export async function cloneState(
  cluster: Pick<ClusterReader, "topic">,
  source: string | null,
): Promise<FormState | undefined> {
  if (!source) return undefined;
  const { partitions, config } = await cluster.topic(source);
  const own = config.filter((entry) => entry.source === "topic");
  return {
    id: CREATE_TOPIC,
    faults: {},
    message: "",
    values: {
      partitions: `${partitions.length}`,
      replicationFactor: `${partitions[0]?.replicas.length ?? 1}`,
      config: own.map(({ name, value }) => `${name}=${value ?? ""}`).join("\n"),
    },
  };
}
