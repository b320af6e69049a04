import { Brokers } from "../../kafka/client/brokers.ts";
import { Sender } from "../../kafka/producer/sender.ts";
import { type NewRecord, TopicProducer } from "../../kafka/producer/topic_producer.ts";
import type { Lab } from "../lab.ts";
import { assertEquals } from "@std/assert";
import { kafkaCluster } from "../../kafka/cluster/kafka_cluster.ts";
import { ThrottledTopic } from "../kafka/throttled_topic.ts";
import { CUT, GROUP, type Stage } from "./stage.ts";
import type { Visitor } from "./visitor.ts";

/** What must come of the changes that are made in a real browser. */
export function actionScenarios({ lab, scenario, arrive }: Stage): void {
  scenario("a topic must be created, changed, grown, filled, read and deleted", async () => {
    await using visitor = await arrive();
    const topic = `browser-${crypto.randomUUID()}`;
    await visitor.open("/topics");
    await visitor.unfold("Create a topic…");
    await visitor.fill("create-topic", {
      name: topic,
      partitions: "2",
      config: "retention.ms=600000",
    });
    await visitor.press("Create topic");
    await visitor.sees(`Topic ${topic} is created`, ".notice");
    await visitor.sees("Partitions2", "#summary .stat");

    await visitor.unfold("Add partitions…");
    await visitor.fill("add-partitions", { total: "3" });
    await visitor.press("Add partitions");
    await visitor.sees("There are 3 partitions now", ".notice");
    await visitor.sees("Partitions3", "#summary .stat");

    await visitor.open(`/topics/${topic}/settings`);
    await visitor.sees("600000", "#settings");
    await visitor.page.getByRole("link", { name: "Change retention.ms", exact: true }).click();
    await visitor.fill("change-config", { value: "700000" });
    await visitor.press("Change setting");
    await visitor.sees("retention.ms is 700000 now", ".notice");
    await visitor.sees("700000", "#settings");

    await visitor.open(`/topics/${topic}/records`);
    await visitor.unfold("Produce records…");
    await visitor.fill("produce", {
      key: "customer-7",
      value: '{"name":"<b>Ada</b>","id":7}',
      headers: "trace: abc",
    });
    await visitor.press("Produce");
    await visitor.sees(/Written to partition \d at offset 0/, ".notice");
    await visitor.page.locator("#records summary").first().click();
    await visitor.sees('"name": "<b>Ada</b>"', "#records pre.json");
    await visitor.sees("trace", "#records dd");
    for (const [field, hits] of [["Ada", 1], ["Bob", 0], ['"id": 7', 1]] as const) {
      await visitor.fill("browse", { value: field });
      await visitor.press("Show records");
      assertEquals(await visitor.page.locator("#records li").count(), hits);
    }

    await visitor.open(`/topics/${topic}/settings`);
    await visitor.unfold("Delete the topic…");
    await visitor.fill("delete-topic", { confirm: "another" });
    await visitor.press("Delete topic and its records");
    await visitor.sees("the name was not typed as it is", ".notice");
    await visitor.fill("delete-topic", { confirm: topic });
    await visitor.press("Delete topic and its records");
    await visitor.sees(`Topic ${topic} is deleted`, ".notice");
    await visitor.open(`/topics?q=${topic}`);
    await visitor.sees("No topic matches the filter.");
    visitor.assertQuiet(CUT);
  });

  scenario("offsets must be reset with a preview, and only when the group is empty", async () => {
    await using visitor = await arrive();
    await visitor.open(`${GROUP}/reset?from=earliest`);
    await visitor.sees("Kafka takes a reset only while it has no members");
    assertEquals(await visitor.page.locator("#reset").count(), 0);
    await stopConsumer(visitor);
    await visitor.open(GROUP);
    await visitor.sees("Empty", "#summary");
    await visitor.open(`${GROUP}/reset?from=earliest`);
    await visitor.sees("What it does");
    await visitor.press("Reset 1 partition");
    await visitor.sees("Offsets of 1 partition are reset", ".notice");
    await startConsumer(visitor, {});
    visitor.assertQuiet();
  });

  scenario("offsets must be reset to a time, and a group be deleted", async () => {
    await using visitor = await arrive();
    const name = `browser-${crypto.randomUUID()}`;
    await visitor.open("/topics");
    await visitor.unfold("Create a topic…");
    await visitor.fill("create-topic", { name, partitions: "1" });
    await visitor.press("Create topic");
    // The field of the time has whole seconds.
    const time = Math.floor(Date.now() / 1000) * 1000;
    await write(lab, name, [{ key: null, value: "before", timestamp: time - 1 }]);
    await write(lab, name, [{ key: null, value: "after", timestamp: time }]);
    await stopConsumer(visitor);
    await startConsumer(visitor, { topics: name, group: name, from: "earliest" });
    await visitor.open(`/groups/${name}`);
    await visitor.sees(`${name}0220`, "#offsets tr");
    await stopConsumer(visitor);

    await visitor.open(`/groups/${name}`);
    await visitor.sees("Empty", "#summary");
    await visitor.open(`/groups/${name}/reset`);
    await visitor.page.locator("#preview-reset-from").selectOption("time");
    await visitor.fill("preview-reset", { time: new Date(time).toISOString().slice(0, 19) });
    await visitor.press("Preview");
    await visitor.sees("reads 1 offset again");
    await visitor.press("Reset 1 partition");
    await visitor.sees("Offsets of 1 partition are reset", ".notice");
    await visitor.sees("Total lag1", "#summary .stat");

    await visitor.unfold("Delete the group…");
    await visitor.fill("delete-group", { confirm: "another" });
    await visitor.press("Delete group and its offsets");
    await visitor.sees("the name was not typed as it is", ".notice");
    await visitor.fill("delete-group", { confirm: name });
    await visitor.press("Delete group and its offsets");
    await visitor.sees(`Group ${name} is deleted`, ".notice");
    await visitor.open(`/groups?q=${name}`);
    await visitor.sees("No group matches the filter.");
    await startConsumer(visitor, {});
    visitor.assertQuiet(CUT);
  });

  scenario("replicas must move, and preferred leaders be elected", async () => {
    await using visitor = await arrive();
    await visitor.open("/brokers?topic=sampleFour");
    await visitor.fill("move-replicas", { partition: "0", replicas: "3,2,1" });
    await visitor.press("Move replicas");
    await visitor.sees("Replicas of sampleFour/0 are on their way to 3, 2, 1", ".notice");
    await visitor.press("Elect preferred leaders");
    await visitor.sees(/preferred leader/, ".notice");
    await visitor.open("/topics/sampleFour");
    await visitor.sees("3, 2, 1", "#partitions td");
    visitor.assertQuiet();
  });

  scenario("a move of replicas must be seen under way, and be cancelled", async () => {
    await using visitor = await arrive();
    const cluster = kafkaCluster({ brokers: lab.brokers, clientId: "scenario" });
    try {
      const topic = await ThrottledTopic.create(cluster);
      const { name, from, to } = topic;
      await visitor.open(`/brokers?topic=${name}`);
      await visitor.fill("move-replicas", { partition: "0", replicas: `${to}` });
      await visitor.press("Move replicas");
      await visitor.sees(name, "#moves tr");
      await visitor.press("Cancel");
      await visitor.sees(`${name}/0 keeps the replicas it had`, ".notice");
      await visitor.sees("No replicas are being moved.", "#moves");
      await topic.release();
      await visitor.open(`/topics/${name}`);
      await visitor.sees(new RegExp(`^${from}$`), "#partitions td[data-label='Replicas']");
    } finally {
      await cluster.close();
    }
    visitor.assertQuiet();
  });

  scenario("a broker's setting must be changed, and go back to its default", async () => {
    await using visitor = await arrive();
    const change = async (value: string) => {
      await visitor.page.getByRole("link", { name: "Change log.cleaner.threads", exact: true })
        .click();
      await visitor.fill("change-config", { value });
      await visitor.press("Change setting");
    };
    await visitor.open("/brokers/2?settings=all");
    await change("2");
    await visitor.sees("log.cleaner.threads is 2 now", ".notice");
    await visitor.sees(/log\.cleaner\.threads2broker/, "#settings tr");
    await change("");
    await visitor.sees("log.cleaner.threads is back at its default", ".notice");
    await visitor.open("/brokers/2?settings=all");
    await visitor.sees(/log\.cleaner\.threads1default/, "#settings tr");
    visitor.assertQuiet();
  });
}

async function stopConsumer(visitor: Visitor): Promise<void> {
  await visitor.open("/");
  await visitor.press("Stop consumer");
  await visitor.sees("Consumer stopped", ".notice");
}

async function startConsumer(visitor: Visitor, fields: Record<string, string>): Promise<void> {
  await visitor.open("/");
  await visitor.unfold("Start consumer with…");
  await visitor.fill("start-consumer", fields);
  await visitor.press("Start consumer");
  await visitor.sees("Consumer started", ".notice");
}

/** Writes records, at times of their own, to a topic of one partition. */
async function write(
  lab: Pick<Lab, "brokers">,
  topic: string,
  records: NewRecord[],
): Promise<void> {
  const sender = new Sender(new Brokers({ brokers: lab.brokers, clientId: "scenario" }));
  await new TopicProducer(sender, topic, 1).send(records);
  await sender.close();
}
