/**
 * The load of a soak: moderate and steady, of everything that the lab is used for.
 *
 * @module
 */
import { deadline, delay } from "@std/async";
import { labKafka } from "../../cluster/lab_kafka.ts";
import type { Topology } from "../../cluster/topology.ts";
import { Brokers } from "../../kafka/client/brokers.ts";

/** How much there is of it. */
export interface LoadOptions {
  topology: Topology;
  /** Where each function is. */
  urls: ReadonlyMap<string, string>;
  /** The topic that requests write to. */
  topic: string;
  /** How often the group is left and joined again, ms. */
  rejoin: number;
}

/** What the load has done so far. */
export interface LoadCounts {
  requests: number;
  /** Answered by other than 2xx, or not at all. */
  failed: number;
  /** Server-sent events read, and how often their stream was resumed. */
  events: number;
  resumed: number;
  /** Kafka clients that came and went. */
  clients: number;
  /** Failures by what they were, for people. */
  failures: Record<string, number>;
}

/** Records a second of the producer's run, and of requests; records of a request. */
const RUN_RATE = 200;
const POSTS = 10;
const POSTED = 10;

/** After how many requests a client's connections are given up for new ones. */
const PER_CLIENT = 50;

/** After how many events a stream is left and resumed. */
const PER_STREAM = 2_000;

/** How long the load may take to end, ms. */
const END_TIMEOUT = 35_000;

/** For how long a page of the console is watched, ms. */
const WATCHED = 10_000;

/** Pages of the console that are looked at in turn. */
const PAGES = ["/", "/topics", "/topics/sampleOne", "/topics/sampleOne/records", "/groups"];

/** The load, from its making until it is disposed of. */
export class SoakLoad implements AsyncDisposable {
  readonly counts: LoadCounts = {
    ...{ requests: 0, failed: 0, events: 0, resumed: 0, clients: 0 },
    failures: {},
  };
  readonly #options: LoadOptions;
  readonly #ended = new AbortController();
  #loops: Promise<unknown> = Promise.resolve();
  #looks = 0;

  constructor(options: LoadOptions) {
    this.#options = options;
  }

  /** Starts producer, consumer and all loops. @throws {Error} when one of them cannot be started. */
  async start(): Promise<void> {
    await this.#must("producer", `/start_producer?rate=${RUN_RATE}&size=200&keys=1000`);
    await this.#must("consumer", "/start_consumer?wait=assigned");
    this.#loops = Promise.all([
      this.#every(1_000 / POSTS, this.#poster()),
      this.#every(1_000, () => this.#look()),
      this.#every(1_000, () => this.#comeAndGo()),
      this.#every(this.#options.rejoin, () => this.#rejoin()),
      this.#every(500, this.#reader()),
      this.#every(500, () => this.#watchConsole()),
    ]);
  }

  /** Ends it, and stops producer and consumer. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended.abort();
    // What the soak has found is not to be lost to a request that hangs.
    await deadline(this.#loops, END_TIMEOUT).catch(() => {});
    for (const name of ["producer", "consumer"]) await this.#must(name, `/stop_${name}`);
  }

  #url(name: string): string {
    return this.#options.urls.get(name)!;
  }

  async #must(name: string, path: string): Promise<void> {
    const response = await fetch(this.#url(name) + path, { method: "POST" });
    if (!response.ok) throw new Error(`Cannot soak: ${name} says ${await response.text()}`);
    await response.body?.cancel();
  }

  /** Repeats, each time after a pause, until it is ended; what fails is counted. */
  async #every(pause: number, work: () => Promise<void>): Promise<void> {
    const { signal } = this.#ended;
    while (!signal.aborted) {
      await delay(pause, { signal }).catch(() => {});
      if (signal.aborted) return;
      await work().catch((error: Error) => {
        if (!signal.aborted) this.#fail(error.message);
      });
    }
  }

  #fail(what: string): void {
    this.counts.failed++;
    this.counts.failures[what] = (this.counts.failures[what] ?? 0) + 1;
  }

  async #ask(url: string, init?: RequestInit & { client?: Deno.HttpClient }): Promise<void> {
    this.counts.requests++;
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(30_000) });
    await response.bytes();
    if (!response.ok) this.#fail(`${response.status} of ${new URL(url).pathname}`);
  }

  /** Writes records by requests, on connections that are given up now and then. */
  #poster(): () => Promise<void> {
    let client: Deno.HttpClient | undefined;
    let asked = 0;
    this.#ended.signal.addEventListener("abort", () => client?.close());
    const value = "x".repeat(100);
    const records = Array.from({ length: POSTED }, (_, key) => ({ key: `${key}`, value }));
    const body = JSON.stringify({ records });
    const headers = { "content-type": "application/vnd.kafka.json.v2+json" };
    const url = `${this.#url("producer")}/topics/${this.#options.topic}`;
    return async () => {
      if (asked++ % PER_CLIENT === 0) {
        client?.close();
        client = Deno.createHttpClient({});
      }
      await this.#ask(url, { method: "POST", headers, body, client });
    };
  }

  /** Looks at a page of the console, at a group's lag, and at what every function tells. */
  async #look(): Promise<void> {
    const { urls } = this.#options;
    await this.#ask(this.#url("console") + PAGES[this.#looks++ % PAGES.length]);
    await this.#ask(`${this.#url("burrow")}/v3/kafka/local/consumer`);
    for (const url of urls.values()) {
      await this.#ask(`${url}/metrics`);
      await this.#ask(`${url}/status`);
    }
  }

  /** Watches the console's first page change, as a browser does, and leaves it. */
  async #watchConsole(): Promise<void> {
    // A signal of its own, held here: one made by AbortSignal.any() was collected, and the stream never left.
    const leaving = new AbortController();
    const leave = () => leaving.abort();
    const timer = setTimeout(leave, WATCHED);
    this.#ended.signal.addEventListener("abort", leave);
    const { signal } = leaving;
    const headers = { accept: "text/event-stream" };
    try {
      const response = await fetch(`${this.#url("console")}/`, { headers, signal });
      for await (const _ of response.body!);
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      clearTimeout(timer);
      this.#ended.signal.removeEventListener("abort", leave);
    }
  }

  /** A Kafka client comes, asks and goes. */
  async #comeAndGo(): Promise<void> {
    const brokers = new Brokers(labKafka(this.#options.topology));
    try {
      await brokers.metadata(null);
      this.counts.clients++;
    } finally {
      await brokers.close();
    }
  }

  /** The consumer leaves its group, and joins it again. */
  async #rejoin(): Promise<void> {
    await this.#ask(`${this.#url("consumer")}/stop_consumer`, { method: "POST" });
    await this.#ask(`${this.#url("consumer")}/start_consumer`, { method: "POST" });
  }

  /** Reads the consumer's stream of events, and resumes it where it was left. */
  #reader(): () => Promise<void> {
    let last: string | undefined;
    return async () => {
      const response = await fetch(`${this.#url("consumer")}/messages`, {
        headers: { accept: "text/event-stream", ...(last && { "last-event-id": last }) },
        signal: this.#ended.signal,
      });
      if (last !== undefined) this.counts.resumed++;
      let [text, events] = ["", 0];
      for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
        const lines = (text + chunk).split("\n");
        text = lines.pop()!;
        const ids = lines.filter((line) => line.startsWith("id:"));
        last = ids.at(-1)?.slice(3).trim() ?? last;
        events += ids.length;
        this.counts.events += ids.length;
        if (events >= PER_STREAM) break;
      }
    };
  }
}
