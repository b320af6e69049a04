import { assert, assertEquals, assertMatch } from "@std/assert";
import { ConsumerClient, faultless } from "../clients/consumer_client.ts";
import { FunctionProcess } from "../processes/function_process.ts";
import { eventually, type Lab } from "../lab.ts";
import { OwnTopic } from "../kafka/own_topic.ts";

/** What the functions must do together: records flow, and the ledger counts them. */
export function flowScenarios(lab: Lab): void {
  /** The body of an answer that must be 200. */
  async function call(name: string, path: string, init?: RequestInit) {
    const response = await fetch(lab.url(name, path), init);
    const body = await response.json();
    assertEquals(response.status, 200, JSON.stringify(body));
    return body;
  }

  Deno.test("the seed's routes must answer GET and POST, twice the same", async () => {
    const routes = [
      ["consumer", "/", "Welcome to Consumer API"],
      ["consumer", "/start_consumer", "Consumer started"],
      ["consumer", "/stop_consumer", "Consumer stopped"],
      ["producer", "/", "Welcome to Producer API"],
      ["producer", "/start_producer", "Producer started"],
      ["producer", "/stop_producer", "Producer stopped"],
    ];
    for (const [name, path, message] of routes) {
      for (const method of ["GET", "POST", "GET"]) {
        const body = await call(name, path, { method });
        assertEquals(Object.keys(body).slice(0, 2), ["status", "message"]);
        assertEquals([body.status, body.message], ["ok", message], `${method} ${path}`);
      }
    }
  });

  Deno.test("a run must be consumed whole, in order, and counted", async () => {
    await using consumer = new ConsumerClient(lab.url("consumer"));
    const topic = await OwnTopic.create(lab, 3);
    await consumer.start({ topics: topic.name, group: topic.name, from: "earliest" });
    await topic.startRun({ rate: 0, count: 20_000, keys: 100, size: 100 });
    assertEquals(await consumer.caughtUp(20_000), faultless(20_000));
    const { latency } = (await consumer.status()).ledger;
    assertEquals(latency.count, 20_000);
    assert(latency.p99 >= latency.p50 && latency.p50 > 0);
    assertEquals(await topic.acknowledged(), 20_000);
    const { run: report } = await call("producer", "/status");
    assertEquals([report.sent, report.failed], [20_000, 0]);
  });

  Deno.test("stop_producer must drain what is under way and report it", async () => {
    const topic = await OwnTopic.create(lab, 3);
    await topic.startRun({ rate: 2000, keys: 10 });
    await eventually("some records are sent", async () => {
      return (await call("producer", "/status")).run.acknowledged > 500;
    });
    const { sent, acknowledged, failed } = await call("producer", "/stop_producer");
    assert(sent > 500);
    assertEquals([acknowledged, failed], [sent, 0]);
  });

  Deno.test("pause_consumer must keep the assignment, and resume_consumer go on", async () => {
    await using consumer = new ConsumerClient(lab.url("consumer"));
    const topic = await OwnTopic.create(lab, 3);
    await consumer.start({ topics: topic.name, group: topic.name, wait: "assigned" });
    await consumer.call("/pause_consumer");
    await topic.startRun({ rate: 0, count: 100 });
    await topic.acknowledged();
    const paused = await consumer.status();
    assertEquals([paused.state, paused.assignment.length], ["paused", 3]);
    assertEquals(paused.ledger.totals.consumed, 0);
    await consumer.call("/resume_consumer");
    assertEquals(await consumer.caughtUp(100), faultless(100));
  });

  Deno.test("the wanted state and the ledger must outlive kill -9 of the functions", async () => {
    await using consumer = new ConsumerClient(lab.url("consumer"));
    const topic = await OwnTopic.create(lab, 3);
    await consumer.start({ topics: topic.name, group: topic.name, wait: "assigned" });
    await topic.startRun({ rate: 100 });
    const { wanted } = await call("producer", "/status");
    const before = await eventually("records are consumed", async () => {
      const { consumed } = (await consumer.status()).ledger.totals;
      return consumed > 0 && consumed;
    });
    for (const name of ["producer", "consumer"]) {
      Deno.kill((await lab.pids()).get(name)!, "SIGKILL");
    }
    const { lost, reordered } = await eventually("they go on by themselves", async () => {
      const { state, ledger: { totals } } = await consumer.status();
      return state === "started" && totals.consumed > before && totals;
    });
    assertEquals((await call("producer", "/status")).wanted.run, wanted.run);
    assertEquals([lost, reordered], [0, 0]);
    await call("producer", "/stop_producer");
  });

  Deno.test("two consumers of one group must share partitions and one wanted state", async () => {
    await using consumer = new ConsumerClient(lab.url("consumer"));
    await using replica = new FunctionProcess("consumer", { KAFKA_BROKERS: lab.brokers.join(",") });
    const both = [consumer, new ConsumerClient(replica.url(""))];
    const statuses = () => Promise.all(both.map((one) => one.status()));
    const topic = await OwnTopic.create(lab, 3);
    await consumer.start({ topics: topic.name, group: topic.name });
    const shared = await eventually("both have partitions", async () => {
      const all = (await statuses()).map(({ assignment }) =>
        assignment.map(({ partition }) => partition)
      );
      return all.every((partitions) => partitions.length > 0) && all.flat().length === 3 && all;
    });
    assertEquals(shared.flat().toSorted(), [0, 1, 2]);
    await consumer.stop();
    await eventually("both are stopped", async () => {
      return (await statuses()).every(({ state }) => state === "stopped");
    });
  });

  Deno.test("messages must come as events, and go on behind Last-Event-ID", async () => {
    await using consumer = new ConsumerClient(lab.url("consumer"));
    const topic = await OwnTopic.create(lab, 3);
    await consumer.start({ topics: topic.name, group: topic.name, wait: "assigned" });
    const send = (n: number) => topic.produce({ key: "sse", value: `${n}` });

    const live = await openEvents(lab.url("consumer", "/messages?key=sse&limit=0"));
    await send(1);
    const first = await firstEvent(live);
    assertEquals(first.value, 1);
    await send(2);
    await send(3);
    const resumed = await openEvents(lab.url("consumer", "/messages?key=sse&limit=0"), first.id);
    assertEquals((await firstEvent(resumed)).value, 2);
  });
}

/** Opens a tail of messages, behind an event. */
async function openEvents(url: string, lastEventId?: string): Promise<Response> {
  const headers = new Headers({ accept: "text/event-stream" });
  if (lastEventId) headers.set("last-event-id", lastEventId);
  const response = await fetch(url, { headers });
  assertMatch(response.headers.get("content-type")!, /^text\/event-stream/);
  return response;
}

/** The first message that comes; closes the tail. */
async function firstEvent(response: Response): Promise<{ id: string; value: unknown }> {
  let text = "";
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const event = /^data: ?(.*)\n(?:id: ?(.*))\n\n/m.exec(text);
    if (event) return { id: event[2], value: JSON.parse(event[1]).value };
  }
  throw new Error(`The tail ended: ${text}`);
}
