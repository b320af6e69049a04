import { assertEquals, assertRejects } from "@std/assert";
import type { OutgoingRecord } from "./outgoing_record.ts";
import { SendError } from "./send_error.ts";
import type { Sender } from "./sender.ts";
import { TopicProducer } from "./topic_producer.ts";

/** A partition's log that takes so many records a batch, and none whose value is "huge". */
function fakeSender(most: number) {
  const log: string[] = [];
  const send = (_topic: string, records: readonly OutgoingRecord[]) => {
    const values = records.map(({ value }) => `${value}`);
    if (values.includes("huge") || values.length > most) {
      return Promise.reject(new SendError("MESSAGE_TOO_LARGE", "Cannot write: too large"));
    }
    log.push(...values);
    return Promise.resolve(BigInt(log.length - values.length));
  };
  return { log, sender: { send } as unknown as Sender };
}

const records = (...values: string[]) => values.map((value) => ({ key: "k", value }));

Deno.test("TopicProducer sends in parts what is too much for a batch, in its order", async () => {
  const { log, sender } = fakeSender(2);
  const written = await new TopicProducer(sender, "t", 1).send(records(..."abcdefg"));
  assertEquals(log.join(""), "abcdefg");
  assertEquals(written.map(({ offset }) => offset), [0, 1, 2, 3, 4, 5, 6]);
});

Deno.test("TopicProducer gives up on a record that is too large by itself", async () => {
  const { log, sender } = fakeSender(9);
  const producer = new TopicProducer(sender, "t", 1);
  await assertRejects(() => producer.send(records("a", "huge", "b")), SendError, "too large");
  assertEquals(log, ["a"]);
});
