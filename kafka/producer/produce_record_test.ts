import { assertEquals, assertRejects } from "@std/assert";
import { KafkaError } from "../errors.ts";
import { produce } from "../protocol/records/produce.ts";
import { withBroker } from "../testing/with_broker.ts";
import { produceRecord } from "./produce_record.ts";

const NOT_LEADER = 6;

/** Produces to a leader that answers so, first things first. @returns how often it was asked. */
async function produced(
  answers: { errorCode: number; baseOffset: number }[],
  test: (written: () => Promise<unknown>) => Promise<void>,
): Promise<number> {
  let asked = 0;
  await withBroker((client, broker) => {
    broker.on(produce, () => {
      const { errorCode, baseOffset } = answers[asked++];
      const partition = { partition: 0, errorCode, baseOffset, errorMessage: null };
      const rest = { logAppendTimeMs: -1, logStartOffset: 0, recordErrors: [] };
      return {
        topics: [{ name: "t", partitions: [{ ...partition, ...rest }] }],
        throttleTimeMs: 0,
      };
    });
    return test(() => produceRecord(client, "t", { key: null, value: "v" }));
  });
  return asked;
}

Deno.test("produceRecord() looks for another leader while nothing was written", async () => {
  const answers = [{ errorCode: NOT_LEADER, baseOffset: -1 }, { errorCode: 0, baseOffset: 7 }];
  const asked = await produced(answers, async (written) => {
    assertEquals(await written(), { partition: 0, offset: 7 });
  });
  assertEquals(asked, 2);
});

Deno.test("produceRecord() writes nothing again that a leader had written when it was deposed", async () => {
  const asked = await produced([{ errorCode: NOT_LEADER, baseOffset: 7 }], async (written) => {
    const error = await assertRejects(written, KafkaError, "it may be written or not");
    assertEquals(error.code, "NOT_LEADER_FOR_PARTITION");
  });
  assertEquals(asked, 1);
});
