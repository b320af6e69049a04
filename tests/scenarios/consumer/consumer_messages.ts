import { assert, assertEquals } from "@std/assert";
import { ConsumerClient, faultless } from "../../clients/consumer_client.ts";
import { FunctionProcess } from "../../processes/function_process.ts";
import type { Lab } from "../../lab.ts";
import { OwnTopic } from "../../kafka/own_topic.ts";
import { serverSentEvents } from "../../clients/server_sent_events.ts";

/** What must be seen of the records that were consumed. */
export function messageScenarios(lab: Lab): void {
  Deno.test("messages must show what is asked for, and no more", async () => {
    await using consumer = new ConsumerClient(lab.url("consumer"));
    const topic = await OwnTopic.create(lab, 2);
    const other = await OwnTopic.create(lab, 1);
    const key = topic.name;
    await topic.produce({ key, value: "a", partition: 0, headers: { colour: "red" } });
    await topic.produce({ key: `${key}2`, value: "b", partition: 1, headers: { colour: "blue" } });
    await topic.produce({ key, value: "c", partition: 1, headers: { colour: "red", size: "1" } });
    await other.produce({ key, value: "d", headers: { size: "1" } });
    const topics = `${topic.name},${other.name}`;
    await consumer.start({ topics, group: topic.name, from: "earliest" });
    await consumer.caughtUp(4);

    const cases: [query: string, values: string][] = [
      [`topic=${topic.name}`, "a b c"],
      [`topic=${other.name}`, "d"],
      [`topic=${topic.name}&partition=1`, "b c"],
      [`key=${key}`, "a c d"],
      [`key=${key}&topic=${topic.name}&partition=0`, "a"],
      [`key=${key}&header=colour:red`, "a c"],
      [`key=${key}&header=size`, "c d"],
      [`key=${key}&header=size&header=colour:red`, "c"],
      [`key=${key}&header=colour:green`, ""],
      [`topic=${topic.name}&partition=1&limit=1`, "c"],
      [`topic=${topic.name}&limit=0`, ""],
    ];
    for (const [query, values] of cases) {
      const messages = await consumer.messages(query);
      // Partitions are consumed in any order.
      assertEquals(messages.map(({ value }) => value).toSorted().join(" "), values, query);
    }
  });

  Deno.test("a client too slow for the messages must be told how many it lost", async () => {
    const topic = await OwnTopic.create(lab, 1);
    await using own = new FunctionProcess("consumer", {
      KAFKA_BROKERS: lab.brokers.join(","),
      CONTROL_TOPIC: `${topic.name}-control`,
      MESSAGES_MAX_RECORDS: "200",
    });
    await own.ready();
    const consumer = new ConsumerClient(own.url(""));
    await consumer.start({ topics: topic.name, group: topic.name, wait: "assigned" });

    const stream = await consumer.events();
    // More than all buffers between function and client can hold.
    const count = 4_000;
    await topic.startRun({ count, rate: 0, size: 10_000 });
    assertEquals(await consumer.caughtUp(count), faultless(count));

    // The stream ends with the function, so that the client does not wait for what never comes.
    const ended = own[Symbol.asyncDispose]();
    let [next, lost] = [0, 0];
    for await (const { event, id, data } of serverSentEvents(stream)) {
      if (event === "lost") {
        const { records } = JSON.parse(data);
        lost += records;
        next += records;
      } else {
        assertEquals(id, `${topic.name}/0/${next++}`, "none is to be missing untold");
      }
    }
    await ended;
    assertEquals(next, count);
    assert(lost > count / 2, `the client is to be slow, and lost only ${lost}`);
  });
}
