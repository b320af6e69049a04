import { withBrokers } from "../../../cluster/lab_kafka.ts";
import { createTopic } from "../../../kafka/admin/topics/topic_actions.ts";
import { PartitionReader } from "../../../kafka/reader/partition_reader.ts";
import { labKafka } from "../../../cluster/lab_kafka.ts";
import { type Fault, proven, type Target } from "../fault.ts";

/** Records a second of the run that has to go on. */
const RATE = 50;

/** Kills the producer function (SIGKILL) in mid batch and in a run of its own, and starts it again. */
export const killProducer: Fault = {
  name: "kill the producer function",
  async inject(target) {
    const { workload } = target;
    const producer = workload.functionNamed("producer");
    const topic = `${workload.topic}-run`;
    await startRun(target, topic);
    const gone = await producer.kill();
    const at = workload.clock();
    const before = await written(target, topic);
    await producer.restart();
    const resumed = await proven("the run that was wanted", async () => {
      const now = await written(target, topic);
      return now > before ? `its run goes on, from record ${before} on` : undefined;
    });
    return {
      what: "killed the producer function, and started it again",
      at,
      proofs: [gone, resumed],
    };
  },
};

/** Has the producer write to a topic of its own, if it does not. */
async function startRun(target: Target, topic: string): Promise<void> {
  const { lab, workload } = target;
  if (await written(target, topic) > 0) return;
  await withBrokers(
    lab.topology,
    (brokers) => createTopic(brokers, { name: topic, partitions: 1 }),
  );
  const path = `/start_producer?topic=${topic}&rate=${RATE}`;
  const answer = await workload.functionNamed("producer").now.fetch(path, { method: "POST" });
  if (!answer.ok) throw new Error(`Cannot start a run: ${await answer.text()}`);
  await answer.body?.cancel();
  await proven("a run", async () => await written(target, topic) > 0 ? "it writes" : undefined);
}

/** How many records the run has written. */
async function written({ lab }: Target, topic: string): Promise<number> {
  const reader = new PartitionReader(labKafka(lab.topology), topic);
  try {
    return (await reader.logs()).get(0)?.end ?? 0;
  } catch {
    return 0;
  } finally {
    await reader.close();
  }
}
