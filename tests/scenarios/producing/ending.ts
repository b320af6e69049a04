import { assert, assertEquals, assertMatch } from "@std/assert";
import { eventually, type Lab } from "../../lab.ts";
import { producerStage } from "./stage.ts";

/** How the producer must end. */
export function producerEndScenarios(lab: Lab): void {
  const { name, create, ownProducer, values } = producerStage(lab);

  Deno.test("a request that is coming in must be finished when the producer ends", async () => {
    const topic = name();
    await create({ name: topic, partitions: 1 });
    await using producer = await ownProducer();
    const { hostname, port } = new URL(producer.url("/"));
    using connection = await Deno.connect({ hostname, port: Number(port) });
    const body = `{"records":[{"value":1}]}`;
    const send = (text: string) => connection.write(new TextEncoder().encode(text));
    await send(
      `POST /topics/${topic} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n` +
        "Expect: 100-continue\r\n\r\n",
    );
    // The body is asked for by whoever has taken the request (RFC 9110, section 10.1.1).
    const asked = new Uint8Array(1_024);
    const length = await connection.read(asked);
    assertMatch(new TextDecoder().decode(asked.subarray(0, length ?? 0)), /^HTTP\/1.1 100 /);
    await send(body.slice(0, 9));
    producer.stop();
    await eventually(
      "no more requests are taken",
      async () => (await fetch(producer.url("/healthz"))).status === 503,
    );
    await send(body.slice(9));
    assertMatch(await new Response(connection.readable).text(), /^HTTP\/1.1 200 /);
    assertEquals((await producer.ended()).code, 0);
    assertEquals(await values(topic), ["1"]);
  });

  Deno.test("a producer that is told to end while a run begins must end", async () => {
    const topic = name();
    await create({ name: topic, partitions: 1 });
    await using producer = await ownProducer();
    const starts = Array.from(
      { length: 5 },
      (_, n) =>
        fetch(producer.url(`/start_producer?topic=${topic}&rate=${n + 100}`))
          .then((response) => response.text()).catch(() => {}),
    );
    producer.stop();
    const began = performance.now();
    const { code, stderr } = await producer.ended();
    assertEquals([code, stderr], [0, ""]);
    assert(performance.now() - began < 15_000);
    await Promise.all(starts);
  });
}
