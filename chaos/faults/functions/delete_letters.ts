import { withBrokers } from "../../../cluster/lab_kafka.ts";
import { deleteTopic } from "../../../kafka/admin/topics/topic_actions.ts";
import { type Fault, proven } from "../fault.ts";
import { passageOf } from "./kill_function.ts";

/**
 * Deletes a function's dead letter topic under load. What lies in it goes with it: so its letters are read
 * before, while none is written, and counted as if they were still there.
 */
export const deleteLetters: Fault = {
  name: "delete a dead letter topic",
  async inject(target) {
    const { lab, workload } = target;
    const passage = passageOf(target);
    const topic = passage.letterTopic;
    if (topic === undefined) throw new Error(`Cannot delete it: ${passage.name} keeps no letters`);
    await proven(
      "a dead letter",
      async () => (await passage.letters()).length > 0 ? "there is one" : undefined,
    );
    workload.isSparing = true;
    try {
      // What is on its way now may be one that fails.
      const since = workload.clock();
      await proven("the end of what was under way", () => workload.hasSettled(since));
      const ends = workload.acknowledgedUpTo;
      await proven("the last letter", () => passage.isUpTo(ends));
      const kept = await passage.keepLetters();
      const ended = await withBrokers(lab.topology, async (brokers) => {
        await deleteTopic(brokers, topic);
        return await proven(`the end of ${topic}`, async () => {
          const { topics: [{ errorCode }] } = await brokers.metadata([topic]);
          return errorCode === 0 ? undefined : `no broker knows ${topic}`;
        });
      });
      const at = workload.clock();
      workload.isSparing = false;
      const again = await proven("a dead letter in a new topic", async () => {
        const { length } = await passage.letters();
        return length > 0 ? `${topic} is there again, with ${length} letters` : undefined;
      });
      const what = `deleted ${topic} with ${kept} letters`;
      return { what, at, proofs: [ended, again] };
    } finally {
      workload.isSparing = false;
    }
  },
};
