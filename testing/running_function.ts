import { delay } from "@std/async";
import { join } from "node:path";
import { PROJECT_ROOT } from "../cluster/environment.ts";
import type { FunctionSource } from "../cluster/own/own_function.ts";
import { freePort } from "../cluster/process/ports/free_port.ts";
import { HOST } from "../cluster/topology.ts";
import type { FunctionStatus } from "../functions/runtime/own/function_status.ts";
import type { TestTopic } from "./test_topic.ts";

/** How a function is run for a test. */
export interface RunOptions {
  /**
   * The test's topics in the place of those that the definition names:
   * `{ orders: await lab.topic(), invoices: await lab.topic() }`.
   */
  topics?: Readonly<Record<string, TestTopic | string>>;
  /** Variables of its environment. */
  env?: Readonly<Record<string, string>>;
}

/** What is run: a function, or one that is built in, which starts by a module of its own. */
export type Runnable = Pick<FunctionSource, "name" | "file" | "config"> & {
  /** The module that starts it, where it is built in: `functions/producer/main.ts`. */
  main?: string;
};

/** Where a function of a test's runs. */
interface Place extends RunOptions {
  brokers: readonly string[];
  /** What makes its names this test's own. */
  suffix: string;
}

/** How often a function that starts is asked, ms, and for how long at most. */
const INTERVAL = 25;
const START_TIMEOUT = 60_000;

/** A function that a test runs, in a process of its own. */
export class RunningFunction implements AsyncDisposable {
  /** Where it is: `http://127.0.0.1:12345`. */
  readonly url: string;
  /** Its consumer group. */
  readonly group: string;
  /** Topics that only it has. */
  readonly ownTopics: readonly string[];
  readonly #process: Deno.ChildProcess;
  readonly #output: Promise<string>[];
  #hasEnded = false;

  constructor(source: Runnable, { topics = {}, env = {}, brokers, suffix }: Place) {
    const port = freePort();
    const control = `test-control-${suffix}`;
    this.url = `http://${HOST}:${port}`;
    this.group = `${source.name}-${suffix}`;
    this.ownTopics = [control];
    const names = Object.entries(topics).map(([name, topic]) =>
      `${name}=${typeof topic === "string" ? topic : topic.name}`
    );
    this.#process = new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "--quiet", "--no-prompt", "--allow-net", "--allow-env", "--allow-read"],
        ...["--config", source.config],
        ...source.main === undefined
          ? [join(PROJECT_ROOT, "functions/runtime/function_main.ts"), source.file]
          : [join(PROJECT_ROOT, source.main)],
      ],
      env: {
        ...env,
        NO_COLOR: "1",
        HOST,
        PORT: `${port}`,
        KAFKA_BROKERS: brokers.join(","),
        CONTROL_TOPIC: control,
        TRIGGER_GROUP: this.group,
        TOPIC_NAMES: names.join(","),
        // It ends with the test's process, however that ends.
        UNTIL_STDIN_ENDS: "true",
      },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#output = [this.#process.stdout, this.#process.stderr].map((stream) =>
      new Response(stream).text()
    );
    this.#process.status.then(() => this.#hasEnded = true);
  }

  /** Its process. */
  get pid(): number {
    return this.#process.pid;
  }

  /**
   * Settles when it can do its work, and has its partitions.
   *
   * @throws {Error} with what it said, when it ends before.
   */
  async ready(): Promise<void> {
    const end = performance.now() + START_TIMEOUT;
    let reason = "it does not listen";
    while (performance.now() < end) {
      if (this.#hasEnded) throw new Error(`The function has ended:\n${await this.log()}`);
      reason = await this.#whyNot();
      if (reason === "") return;
      await delay(INTERVAL);
    }
    throw new Error(`The function does not get ready: ${reason}`);
  }

  /** Calls one of its routes. */
  fetch(path: string, init?: RequestInit): Promise<Response> {
    return fetch(this.url + path, init);
  }

  /** How it has ended, once it has. */
  get ended(): Promise<Deno.CommandStatus> {
    return this.#process.status;
  }

  /** Ends it without grace (SIGKILL). */
  kill(): void {
    this.#process.kill("SIGKILL");
  }

  /** Ends it as a deployment does, and tells what it has logged. */
  async stop(): Promise<string> {
    if (!this.#hasEnded) this.#process.kill("SIGTERM");
    await this.#process.stdin.close().catch(() => {});
    await this.#process.status;
    return await this.log();
  }

  /** What it has logged, once it has ended. */
  async log(): Promise<string> {
    return (await Promise.all(this.#output)).join("");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #whyNot(): Promise<string> {
    try {
      const ready = await this.fetch("/readyz");
      const { detail = "" } = await ready.json();
      if (!ready.ok) return detail;
      // One without a trigger has none of this.
      const status: Partial<FunctionStatus> = await (await this.fetch("/status")).json();
      const { state, problem, assignment, function: own } = status;
      const isWaiting = own?.trigger && state === "started" && assignment?.length === 0;
      return isWaiting ? problem ?? "it has no partitions yet" : "";
    } catch (error) {
      return (error as Error).message;
    }
  }
}
