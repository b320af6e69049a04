import { assert, assertEquals, assertMatch } from "@std/assert";
import { FunctionProcess } from "../function_process.ts";
import { eventually, type Lab } from "../lab.ts";

/** What the functions must do together: records flow, and the ledger counts them. */
export function flowScenarios(lab: Lab): void {
  /** The body of an answer that must be 200. */
  async function call(name: string, path: string, init?: RequestInit) {
    const response = await fetch(lab.url(name, path), init);
    const body = await response.json();
    assertEquals(response.status, 200, JSON.stringify(body));
    return body;
  }

  async function topic(name: string, partitions: number): Promise<void> {
    const { code, stdout } = await lab.task(
      ...["kafka", "topics", "--create", "--topic", name, "--partitions", String(partitions)],
    );
    assertEquals(code, 0, stdout);
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
    await topic("flow", 3);
    await call("consumer", "/start_consumer?topics=flow&group=flow&from=earliest&wait=assigned");
    await call("producer", "/start_producer?topic=flow&rate=0&count=20000&keys=100&size=100");
    const { ledger } = await eventually("all of it is consumed", async () => {
      const status = await call("consumer", "/status");
      return status.ledger.totals.consumed === 20000 && status;
    });
    const { lost, duplicated, reordered, redelivered, unstamped } = ledger.totals;
    assertEquals([lost, duplicated, reordered, redelivered, unstamped], [0, 0, 0, 0, 0]);
    assertEquals(ledger.latency.count, 20000);
    assert(ledger.latency.p99 >= ledger.latency.p50 && ledger.latency.p50 > 0);
    const { run: report } = await call("producer", "/status");
    assertEquals(
      [report.sent, report.acknowledged, report.failed, report.finished],
      [20000, 20000, 0, true],
    );
  });

  Deno.test("stop_producer must drain what is under way and report it", async () => {
    await call("producer", "/start_producer?topic=flow&rate=2000&keys=10");
    await eventually("some records are sent", async () => {
      return (await call("producer", "/status")).run.acknowledged > 500;
    });
    const { sent, acknowledged, failed } = await call("producer", "/stop_producer");
    assert(sent > 500);
    assertEquals([acknowledged, failed], [sent, 0]);
  });

  Deno.test("pause_consumer must keep the assignment, and resume_consumer go on", async () => {
    await call("consumer", "/start_consumer?topics=flow&group=flow&wait=assigned");
    await call("consumer", "/pause_consumer");
    const before = (await call("consumer", "/status")).ledger.totals.consumed;
    await call("producer", "/start_producer?topic=flow&rate=0&count=100");
    await eventually("the records are written", async () => {
      return (await call("producer", "/status")).run?.finished;
    });
    const paused = await call("consumer", "/status");
    assertEquals([paused.state, paused.assignment.length], ["paused", 3]);
    assertEquals(paused.ledger.totals.consumed, before);
    await call("consumer", "/resume_consumer");
    await eventually("the records are consumed", async () => {
      return (await call("consumer", "/status")).ledger.totals.consumed === before + 100;
    });
  });

  Deno.test("the wanted state and the ledger must outlive kill -9 of the functions", async () => {
    const before = await call("consumer", "/status");
    const { wanted } = await call("producer", "/start_producer?topic=flow&rate=100");
    for (const name of ["producer", "consumer"]) {
      Deno.kill((await lab.pids()).get(name)!, "SIGKILL");
    }
    const { ledger } = await eventually("they go on by themselves", async () => {
      const status = await call("consumer", "/status");
      return status.state === "started" &&
        status.ledger.totals.consumed > before.ledger.totals.consumed && status;
    });
    assertEquals((await call("producer", "/status")).wanted.run, wanted.run);
    assertEquals([ledger.totals.lost, ledger.totals.reordered], [0, 0]);
  });

  Deno.test("two consumers of one group must share partitions and one wanted state", async () => {
    await using second = new FunctionProcess("consumer", { KAFKA_BROKERS: lab.brokers.join(",") });
    const statuses = () =>
      Promise.all(
        [lab.url("consumer", "/status"), second.url("/status")].map(async (url) =>
          await (await fetch(url)).json()
        ),
      );
    const shared = await eventually("both have partitions", async () => {
      const all = (await statuses()).map(({ assignment }) =>
        assignment.map(({ partition }: { partition: number }) => partition)
      );
      return all.every((partitions) => partitions.length > 0) && all.flat().length === 3 && all;
    });
    assertEquals(shared.flat().toSorted(), [0, 1, 2]);
    await call("consumer", "/stop_consumer");
    await eventually("both are stopped", async () => {
      return (await statuses()).every(({ state }) => state === "stopped");
    });
  });

  Deno.test("messages must come as events, and go on behind Last-Event-ID", async () => {
    await call("producer", "/stop_producer");
    await call("consumer", "/start_consumer?topics=flow&group=flow&wait=assigned");
    const send = (n: number) =>
      call("producer", "/topics/flow", {
        method: "POST",
        headers: { "content-type": "application/vnd.kafka.text.v2+json" },
        body: JSON.stringify({ records: [{ key: "sse", value: `${n}` }] }),
      });

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
