import { assertEquals } from "@std/assert";
import { nowMicros } from "./now_micros.ts";
import { SendError } from "./send_error.ts";
import type { Deliverer, Marker, Receipt, Source } from "./entry.ts";
import type { OutgoingRecord } from "./outgoing_record.ts";
import { Lane } from "./lane.ts";

/** Stands for one partition of Kafka: appends what it is sent, or fails as it is told. */
class FakePartition implements Deliverer {
  readonly log: string[] = [];
  readonly batches: string[][] = [];
  /** Decides on each send: returns an error to refuse it. */
  judge: (values: string[]) => Promise<SendError | undefined> | SendError | undefined = () =>
    undefined;

  async deliver(
    ...[_topic, messages, watch]: Parameters<Deliverer["deliver"]>
  ): Promise<bigint> {
    const stamped = messages.map(({ value, headers }) => `${value}@${headers![0][1]}`);
    while (true) {
      this.batches.push(stamped);
      const error = await this.judge(messages.map(({ value }) => `${value}`));
      if (error === undefined) break;
      if (error.verdict === "record") throw error;
      watch.failed(error);
      if (watch.isOver()) throw error;
    }
    this.log.push(...stamped);
    return BigInt(this.log.length - stamped.length);
  }
}

/** Marks the records of a source: `id:0`, `id:1`, …, and after a renewal `id.1:0`. */
class Counter implements Marker {
  readonly #id: string;
  #renewals = 0;
  #next = 0;
  #marked = 0;

  constructor(id: string) {
    this.#id = id;
  }

  begin(): void {
    this.#marked = this.#next;
  }

  mark(record: OutgoingRecord): OutgoingRecord {
    const name = this.#renewals === 0 ? this.#id : `${this.#id}.${this.#renewals}`;
    return { ...record, headers: [["mark", `${name}:${this.#marked++}`]] };
  }

  acknowledged(): void {
    this.#next = this.#marked;
  }

  renew(): void {
    this.#renewals++;
    this.#next = 0;
  }
}

function source(id: string, deliveryTimeoutMs?: number): Source {
  return { deliveryTimeoutMs, cancelled: false, marker: () => new Counter(id) };
}

/** Hands records to a lane, and gathers what becomes of them. */
class Client implements Receipt {
  readonly results: string[] = [];
  readonly #lane: Lane;
  readonly #source: Source;
  #allSettled = Promise.withResolvers<void>();
  #open = 0;

  constructor(lane: Lane, source: Source) {
    this.#lane = lane;
    this.#source = source;
  }

  push(...values: string[]): Promise<void> {
    for (const value of values) this.#push(value, nowMicros());
    return this.#allSettled.promise;
  }

  pushOld(value: string): Promise<void> {
    this.#push(value, nowMicros() - 31_000_000);
    return this.#allSettled.promise;
  }

  acknowledged(index: number, _partition: number, offset: number): void {
    this.#settle(`${index}=${offset}`);
  }

  failed(index: number, _partition: number, error: SendError): void {
    this.#settle(`${index} ${error.code === "UNREACHABLE" ? error.message : error.code}`);
  }

  #push(value: string, time: number): void {
    if (this.#open++ === 0) this.#allSettled = Promise.withResolvers();
    const record = { key: "k", value, partition: 0 };
    const index = Number(value.slice(1));
    const source = this.#source;
    this.#lane.push({ record, bytes: 10, time, source, receipt: this, index });
  }

  #settle(result: string): void {
    this.results.push(result);
    if (--this.#open === 0) this.#allSettled.resolve();
  }
}

function setUp() {
  const kafka = new FakePartition();
  const lane = new Lane("t", 0, kafka, () => {});
  const http = source("http", 30_000);
  const run = source("run");
  return { kafka, lane, http: new Client(lane, http), run: new Client(lane, run), source: run };
}

/** A judge that answers as listed, and then lets everything through. */
function inTurn(...answers: (string | undefined)[]) {
  return () => {
    const type = answers.shift();
    return type === undefined ? undefined : new SendError(type, "refused");
  };
}

Deno.test("Lane gathers what comes during a send into the next batch", async () => {
  const { kafka, http } = setUp();
  http.push("r0");
  await Promise.resolve();
  await http.push("r1", "r2", "r3");
  assertEquals(kafka.batches, [["r0@http:0"], ["r1@http:1", "r2@http:2", "r3@http:3"]]);
  assertEquals(http.results, ["0=0", "1=1", "2=2", "3=3"]);
});

Deno.test("Lane numbers each source's records for itself", async () => {
  const { kafka, http, run } = setUp();
  await Promise.all([http.push("r0"), run.push("r0", "r1"), http.push("r1")]);
  assertEquals(kafka.log, ["r0@http:0", "r0@run:0", "r1@run:1", "r1@http:1"]);
});

Deno.test("Lane finds the one record that Kafka refuses, and writes the others in order", async () => {
  const { kafka, http } = setUp();
  const values = Array.from({ length: 9 }, (_, i) => `r${i}`);
  kafka.judge = (batch) => batch.includes("r6") ? new SendError("INVALID_RECORD", "no") : undefined;
  await http.push(...values);
  assertEquals(
    kafka.log.map((record) => record.split("@")[0]),
    values.filter((value) => value !== "r6"),
  );
  assertEquals(http.results.filter((result) => result.includes("INVALID")), ["6 INVALID_RECORD"]);
  // Nothing of a refused batch was written, so no number is left out.
  assertEquals(
    kafka.log.map((record) => record.split("@")[1]),
    kafka.log.map((_, i) => `http:${i}`),
  );
});

Deno.test("Lane sends a batch of unknown fate again, with the same numbers", async () => {
  const { kafka, http } = setUp();
  kafka.judge = inTurn("REQUEST_TIMED_OUT");
  await http.push("r0");
  assertEquals(kafka.batches, [["r0@http:0"], ["r0@http:0"]]);
  assertEquals(http.results, ["0=0"]);
});

Deno.test("Lane begins a new run id after giving up records that may have been written", async () => {
  const { kafka, http } = setUp();
  kafka.judge = inTurn(undefined, "REQUEST_TIMED_OUT");
  await http.push("r0");
  await http.pushOld("r1");
  await http.push("r2");
  assertEquals(http.results, ["0=0", "1 REQUEST_TIMED_OUT", "2=1"]);
  assertEquals(kafka.log, ["r0@http:0", "r2@http.1:0"]);
});

Deno.test("Lane keeps the run id after giving up records that were surely not written", async () => {
  const { kafka, http } = setUp();
  kafka.judge = inTurn(undefined, "TOPIC_AUTHORIZATION_FAILED");
  await http.push("r0");
  await http.push("r1");
  await http.push("r2");
  assertEquals(http.results, ["0=0", "1 TOPIC_AUTHORIZATION_FAILED", "2=1"]);
  assertEquals(kafka.log, ["r0@http:0", "r2@http:1"]);
});

Deno.test("Lane never gives up a run's records, and lets those of HTTP go", async () => {
  const { kafka, http, run } = setUp();
  kafka.judge = inTurn("REQUEST_TIMED_OUT", "UNKNOWN_TOPIC_OR_PARTITION");
  run.push("r0");
  http.push("r1");
  await run.push("r2");
  assertEquals(kafka.batches.map((batch) => batch.length), [1, 1, 1, 1, 1]);
  assertEquals(kafka.log, ["r0@run:0", "r1@http:0", "r2@run:1"]);
  kafka.judge = inTurn("REQUEST_TIMED_OUT", undefined, "REQUEST_TIMED_OUT");
  run.push("r3");
  http.pushOld("r4");
  await run.push("r5");
  assertEquals(kafka.log.slice(3), ["r3@run:2", "r5@run:3"]);
  assertEquals(http.results, ["1=1", "4 REQUEST_TIMED_OUT"]);
});

Deno.test("Lane sends a batch of unknown fate again as a whole, though a record's time is over", async () => {
  const { kafka, http } = setUp();
  kafka.judge = inTurn("REQUEST_TIMED_OUT");
  http.pushOld("r0");
  await http.push("r1");
  assertEquals(kafka.batches, [["r0@http:0", "r1@http:1"], ["r0@http:0", "r1@http:1"]]);
  assertEquals(http.results, ["0 REQUEST_TIMED_OUT", "1=1"]);
});

Deno.test("Lane sends what is left of a batch that was surely not written", async () => {
  const { kafka, lane, http } = setUp();
  kafka.judge = inTurn("NOT_ENOUGH_REPLICAS");
  http.pushOld("r0");
  await http.push("r1");
  assertEquals(kafka.log, ["r1@http:0"]);
  assertEquals(http.results, ["0 NOT_ENOUGH_REPLICAS", "1=0"]);
  assertEquals(lane.counts.retries, 1);
});

Deno.test("Lane counts no retry for a batch that it gives up", async () => {
  const { kafka, lane, http } = setUp();
  kafka.judge = inTurn("TOPIC_AUTHORIZATION_FAILED");
  await http.push("r0");
  assertEquals([lane.counts.retries, lane.counts.failed], [0, 1]);
});

Deno.test("Lane says why its records wait, until they are written", async () => {
  const { kafka, lane, run } = setUp();
  const told: (string | null)[] = [];
  kafka.judge = inTurn("UNKNOWN_TOPIC_OR_PARTITION");
  const { judge } = kafka;
  kafka.judge = (values) => {
    told.push(lane.counts.delayedBy);
    return judge(values);
  };
  await run.push("r0");
  assertEquals([...told, lane.counts.delayedBy], [null, "refused", null]);
});

Deno.test("Lane lets a run's records go once nobody waits for them", async () => {
  const { kafka, run, source } = setUp();
  kafka.judge = () => {
    source.cancelled = true;
    return new SendError("UNREACHABLE", "no answer");
  };
  await run.push("r0");
  assertEquals(run.results, ["0 no answer"]);
});

Deno.test("Lane.expire() fails what waited too long behind a send", async () => {
  const { kafka, lane, http } = setUp();
  const send = Promise.withResolvers<undefined>();
  kafka.judge = () => send.promise;
  const settled = http.push("r0");
  await Promise.resolve();
  http.pushOld("r1");
  lane.expire();
  assertEquals(http.results, ["1 Cannot deliver to t-0 in time"]);
  send.resolve(undefined);
  await settled;
  assertEquals(kafka.log, ["r0@http:0"]);
});

Deno.test("Lane makes batches smaller after one that was too large", async () => {
  const { kafka, http } = setUp();
  const tooLarge = new SendError("MESSAGE_TOO_LARGE", "too large");
  kafka.judge = (batch) => batch.length > 4 ? tooLarge : undefined;
  const values = Array.from({ length: 8 }, (_, i) => `r${i}`);
  await http.push(...values);
  await http.push(...values);
  assertEquals(kafka.batches.map((batch) => batch.length), [8, 4, 4, 4, 4]);
});

Deno.test("Lane tries large batches again when the limit may have been raised", async () => {
  const { kafka, http } = setUp();
  let limit = 4;
  kafka.judge = (batch) =>
    batch.length > limit ? new SendError("MESSAGE_TOO_LARGE", "too large") : undefined;
  const values = Array.from({ length: 8 }, (_, i) => `r${i}`);
  await http.push(...values);
  limit = 8;
  const { now } = performance;
  try {
    performance.now = () => now.call(performance) + 61_000;
    await http.push(...values);
  } finally {
    performance.now = now;
  }
  assertEquals(kafka.batches.map((batch) => batch.length), [8, 4, 4, 8]);
});
