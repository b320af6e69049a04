import { assertEquals } from "@std/assert";
import { eventually, type Lab } from "../lab.ts";
import { RestClient } from "../clients/rest_client.ts";

/** That replicas of rest behind one port serve an instance, whoever of them has it. */
export async function anyReplicaServes(lab: Lab): Promise<void> {
  const rest = new RestClient(lab.url("rest"));
  const topics = ["sampleTwo"];
  await rest.produce(topics[0], "json", [{ key: "replica", value: "of rest" }]);
  await using instance = await rest.instance(`rest-${crypto.randomUUID()}`);
  await instance.tell("/subscription", { topics });
  const asked = new Set<boolean>();
  await eventually("one that has the instance was asked, and one that has not", async () => {
    // The gateway chooses a replica for each connection, which a client keeps.
    using client = Deno.createHttpClient({});
    const json = async (path: string) =>
      await (await fetch(lab.url("rest", path), { client })).json();
    const { instances } = await json("/status");
    assertEquals(await json(`${instance.path}/subscription`), { topics });
    asked.add(instances.length > 0);
    return asked.size === 2;
  });
  assertEquals((await instance.records(1))[0].topic, topics[0]);
}
