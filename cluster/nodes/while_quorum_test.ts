import { assertEquals, assertRejects } from "@std/assert";
import { KafkaError } from "../../kafka/errors.ts";
import type { Topology } from "../topology.ts";
import { whileQuorum } from "./while_quorum.ts";

const SERVES = "Zookeeper version: 3.8.4\nMode: leader\nNode count: 5\n";
const LOOKS = "This ZooKeeper instance is not currently serving requests\n";

/** Two members, of which the second is down, and the first gives these answers, the last one for ever. */
function ensemble(...answers: string[]) {
  const member = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const down = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  down.close();
  let asked = 0;
  const goesOn = Promise.withResolvers<void>();
  const serving = (async () => {
    for await (const connection of member) {
      await connection.read(new Uint8Array(4));
      const answer = answers[Math.min(asked++, answers.length - 1)];
      if (asked > answers.length) goesOn.resolve();
      await connection.write(new TextEncoder().encode(answer));
      connection.close();
    }
  })();
  const zookeeper = [member, down].map(({ addr: { port } }, i) => ({
    name: `zookeeper${i + 1}`,
    port,
  }));
  return {
    lab: { zookeeper } as unknown as Topology,
    /** Settles when it was asked once more after the last of its answers. */
    goesOn: goesOn.promise,
    async [Symbol.asyncDispose]() {
      member.close();
      await serving;
    },
  };
}

Deno.test("whileQuorum() gives what the work gives, and its failure", async () => {
  await using up = ensemble(SERVES);
  assertEquals(await whileQuorum(up.lab, Promise.resolve(1)), 1);
  const failed = Promise.reject(new Error("no such topic"));
  await assertRejects(() => whileQuorum(up.lab, failed), Error, "no such topic");
});

Deno.test("whileQuorum() names who is missing when the work waits for a quorum", async () => {
  await using lost = ensemble(LOOKS);
  const error = await assertRejects(
    () => whileQuorum(lost.lab, new Promise<never>(() => {})),
    KafkaError,
    "ZooKeeper's quorum (zookeeper1 has no quorum, zookeeper2 is down)",
  );
  assertEquals(error.code, "REQUEST_TIMED_OUT");
});

Deno.test("whileQuorum() takes an election for none, and goes on while one member serves", async () => {
  await using electing = ensemble(LOOKS, LOOKS, SERVES);
  const work = Promise.withResolvers<string>();
  const watched = whileQuorum(electing.lab, work.promise);
  await electing.goesOn;
  work.resolve("done");
  assertEquals(await watched, "done");
});
