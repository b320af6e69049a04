import { assert, assertEquals } from "@std/assert";
import { writeForeignBatch } from "../../../chaos/foreign/foreign_client.ts";
import { HOSTILE } from "../../../chaos/foreign/hostile_records.ts";
import { ConsumerClient } from "../../clients/consumer_client.ts";
import { eventually, type Lab } from "../../lab.ts";
import { OwnTopic } from "../../kafka/own_topic.ts";
import { RestClient } from "../../clients/rest_client.ts";
import { answer, UserFunction } from "../../processes/user_function.ts";

/** Bytes that a page of the console has at most. */
const MAX_PAGE = 1024 * 1024;

/** What must become of records that are made to fill or hold up whoever reads them. */
export function hostileRecordScenarios(lab: Lab): void {
  Deno.test("records that unpack to hundreds of megabytes must hold up no reader, and fill none", async () => {
    const { name: topic } = await OwnTopic.create(lab, 1);
    const tail = await fetch(lab.url("console", `/topics/${topic}/tail`));
    await using own = new UserFunction(
      lab,
      `trigger: { topics: ["${topic}"], from: "earliest" }, input: "bytes",
       onFailure: null, each({ headers }) { headers.size; }`,
    );
    const process = own.start();
    const offsets: number[] = [];
    let count = 0;
    for (const { records, codec } of HOSTILE) {
      const batch = records();
      count += batch.length;
      offsets.push(await writeForeignBatch(lab.brokers, { topic, codec }, batch));
    }

    await using consumer = new ConsumerClient(lab.url("consumer"));
    await consumer.start({ topics: topic, group: topic, from: "earliest" });
    await consumer.caughtUp(count);
    const messages = await consumer.messages("limit=5");
    assertEquals(messages.map(({ offset }) => offset), [5, 4, 3, 2, 1].map((n) => count - n));

    await eventually("the function has read all", async () => {
      const { totalLag, problem } = await answer(process, "/status");
      if (totalLag === 0) return true;
      throw new Error(`lag ${totalLag}, ${problem}`);
    });

    const client = new RestClient(lab.url("rest"));
    await using instance = await client.instance(`${topic}-rest`, { format: "binary" });
    await instance.tell("/subscription", { topics: [topic] });
    assertEquals((await instance.records(count)).length, count);

    await pagesAreBounded(lab, topic, offsets);
    await tail.body!.cancel();
    for (const { name } of lab.topology.functions) {
      const response = await fetch(
        lab.url(name, name === "burrow" ? "/burrow/admin/ready" : "/readyz"),
      );
      assertEquals(response.status, 200, `${name}: ${await response.text()}`);
    }
  });
}

/** Pages of the records, and what searches them by conditions that take much. */
async function pagesAreBounded(lab: Lab, topic: string, offsets: readonly number[]): Promise<void> {
  const conditions = ['value.matches("(a|b){1,300}[0-9]")', "value.exists(x, x * x == 3.0)"];
  const searches = [
    "",
    "&at=0:100",
    "&value=not+there&caseless=on",
    "&header=not:there",
    "&column=value",
    ...conditions.map((where) => `&where=${encodeURIComponent(where)}`),
  ].map((query) => `?from=earliest&limit=200${query}`);
  for (const path of [...searches, ...offsets.map((offset) => `/0/${offset}`)]) {
    const response = await fetch(lab.url("console", `/topics/${topic}/records${path}`));
    const { byteLength } = await response.arrayBuffer();
    assertEquals(response.status, 200, path);
    assert(byteLength < MAX_PAGE, `${path}: ${byteLength} bytes`);
  }
}
