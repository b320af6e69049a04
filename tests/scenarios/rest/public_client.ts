import { assertEquals } from "@std/assert";
import { join } from "node:path";
import type { Lab } from "../../lab.ts";
import type { RestClient } from "../../clients/rest_client.ts";
import { ScratchTopics } from "./scratch_topics.ts";

/** A client from PyPI that was written for Confluent's proxy and for Strimzi's bridge. */
const CLIENT = ["kafka-bridge-client==0.7.1", "aiohttp", "requests"];

/** Writes a record, consumes it, commits, and prints its value. */
const PROGRAM = `
import asyncio, base64, sys
from kafka_bridge_client import KafkaBridgeConsumer, KafkaBridgeProducer
url, topic, group = sys.argv[1:]
KafkaBridgeProducer(url, 30).send(topic, {"key": "k", "value": b"Hello"}, binary=True)
async def main():
    consumer = KafkaBridgeConsumer(topic, bootstrap_server=url, group_id=group,
        auto_offset_reset="earliest", enable_auto_commit=False, consumer_name="client",
        sleep_interval_seconds=1, client_timeout_seconds=60, proxy="confluent")
    async with consumer:
        async for record in consumer.get_records(max_bytes=100000, timeout=5000):
            await consumer.commit()
            print(base64.b64decode(record["value"]).decode())
            return
asyncio.run(main())
`;

/** What a group has committed. */
interface Committed {
  offsets: object[];
}

/** That a client which knows nothing of this project must work with it as it is. */
export function publicClientScenarios(lab: Lab, rest: RestClient): void {
  Deno.test("a public client of Confluent's proxy must work as it is", async (test) => {
    await using topics = new ScratchTopics(lab.brokers);
    const folder = await Deno.makeTempDir();
    try {
      const python = join(folder, "bin", "python3");
      const missing = await run("python3", "-m", "venv", folder) ??
        await run(python, "-m", "pip", "install", "--quiet", ...CLIENT) ??
        await run(python, "-c", "import kafka_bridge_client");
      if (missing !== undefined) {
        const reason = missing.trim().split("\n").at(-1);
        return void await test.step({ name: `without it: ${reason}`, ignore: true, fn() {} });
      }
      const topic = await topics.create();
      const { success, stdout, stderr } = await new Deno.Command(python, {
        args: ["-c", PROGRAM, lab.url("rest"), topic, topic],
      }).output();
      const [said, told] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
      assertEquals([success, said], [true, "Hello\n"], told);
      await using instance = await rest.instance(topic);
      const { offsets } = await instance.ask<Committed>("GET", `/offsets?topic=${topic}`);
      assertEquals(offsets, [{ topic, partition: 0, offset: 1, metadata: "" }]);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}

/** What a command said where it failed. */
async function run(...[command, ...args]: string[]): Promise<string | undefined> {
  try {
    const { success, stderr } = await new Deno.Command(command, { args }).output();
    return success ? undefined : new TextDecoder().decode(stderr) || `${command} failed`;
  } catch (error) {
    return (error as Error).message;
  }
}
