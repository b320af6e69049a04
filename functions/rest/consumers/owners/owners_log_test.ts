import { assertEquals, assertRejects } from "@std/assert";
import { Buffer } from "node:buffer";
import type { LogRecord } from "../../../../kafka/protocol/records/record_batch.ts";
import type { Fetched } from "../../../../kafka/reader/fetch_records.ts";
import { Problem } from "../../../runtime/http/problems/problem.ts";
import { OwnersLog, type OwnersTopic } from "./owners_log.ts";

/** A log in memory, in the place of the control topic. */
class FakeTopic implements OwnersTopic {
  readonly name = "control";
  readonly records: LogRecord[] = [];

  end(): Promise<number> {
    return Promise.resolve(this.records.length);
  }

  async read(from: number): Promise<Fetched[]> {
    await new Promise((resolve) => setTimeout(resolve, 1));
    const records = this.records.slice(from);
    const next = from + records.length;
    return [{
      ...{ topic: this.name, partition: 0, bytes: 0, records, next },
      ...{ highWatermark: next, lastStableOffset: next, taken: 0 },
    }];
  }

  write(key: string, value: string | null): Promise<number> {
    const offset = this.records.length;
    const bytes = value === null ? null : Buffer.from(value);
    this.records.push({ offset, timestamp: 0, key: Buffer.from(key), value: bytes, headers: [] });
    return Promise.resolve(offset);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** Replicas of these addresses over one log, followed meanwhile. */
async function replicas(
  addresses: string[],
  use: (logs: OwnersLog[], topic: FakeTopic) => Promise<void>,
): Promise<void> {
  const topic = new FakeTopic();
  const logs = addresses.map((address) => new OwnersLog(topic, address));
  const following = logs.map((log) => log.follow());
  await use(logs, topic);
  await Promise.all(logs.map((log) => log.close()));
  await Promise.all(following);
}

const [A, B] = ["http://a:5003", "http://b:5003"];

Deno.test("OwnersLog tells every replica who has an instance, until it is released", async () => {
  await replicas([A, B], async ([a, b]) => {
    assertEquals(await b.find("g", "i"), undefined);
    await a.claim("g", "i");
    assertEquals(await b.find("g", "i"), A);
    await assertRejects(() => b.claim("g", "i"), Problem, "group g has one");
    await a.claim("g", "i");
    await a.release("g", "i");
    await b.claim("g", "i");
    assertEquals(await a.find("g", "i"), B);
  });
});

Deno.test("OwnersLog gives a name that two claim at once to one, also after compaction", async () => {
  await replicas([A, B], async (logs, topic) => {
    await logs[0].find("g", "x");
    const claimed = await Promise.allSettled(logs.map((log) => log.claim("g", "i")));
    assertEquals(claimed.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
    const winner = claimed[0].status === "fulfilled" ? A : B;
    for (const log of logs) assertEquals(await log.find("g", "i"), winner);
    assertEquals(topic.records.at(-1)!.value!.toString(), JSON.stringify({ owner: winner }));
  });
});

Deno.test("OwnersLog passes over what others wrote in the topic", async () => {
  await replicas([A], async ([a], topic) => {
    await topic.write("producer", "{}");
    await topic.write("rest/g/i", "no JSON");
    await topic.write("rest/g/j", '{"owner":1}');
    await a.claim("g", "i");
    assertEquals([await a.find("g", "i"), await a.find("g", "j")], [A, undefined]);
  });
});
