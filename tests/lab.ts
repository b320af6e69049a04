/**
 * A lab of the tests' own: the real commands on free ports, with data and logs in a folder that
 * stays when a scenario failed.
 *
 * @module
 */
import { delay } from "@std/async";
import { join } from "node:path";
import { PROJECT_ROOT } from "../cluster/environment.ts";
import type { LabState } from "../cluster/engines/native/lab_state.ts";
import { freeOffset } from "../cluster/engines/free_offset.ts";
import { bootstrapServers, functionAddress, type Topology, topology } from "../cluster/topology.ts";

/** What a command did. */
export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** What a lab has otherwise than by default. */
export interface LabOptions {
  /** A cache of its own in the place of the user's. */
  cacheDir?: string;
  /** A folder of its own for its state; a new one by default. It is removed with the lab. */
  stateDir?: string;
  /** By how much its ports are moved; so that they are free, by default. */
  offset?: number;
  /** The checkout whose commands are run. */
  root?: string;
  /** Variables that its commands have besides. */
  env?: Record<string, string>;
}

/** A lab that the tests start and stop by its commands. */
export class Lab {
  readonly topology: Topology;
  readonly brokers: string[];
  readonly stateDir: string;
  readonly #options: LabOptions;

  /** A lab whose ports are free now. */
  constructor(options: LabOptions = {}) {
    this.#options = options;
    this.topology = topology(options.offset ?? freeOffset());
    this.brokers = bootstrapServers(this.topology);
    this.stateDir = options.stateDir ?? Deno.makeTempDirSync({ prefix: "instigator-test-" });
  }

  /** This very lab, whose commands have these variables too. */
  with(env: Record<string, string>): Lab {
    return new Lab({
      ...this.#options,
      offset: this.topology.offset,
      stateDir: this.stateDir,
      env: { ...this.#options.env, ...env },
    });
  }

  /** What this lab has otherwise than the environment says. */
  get settings(): { offset: number; stateDir: string } {
    return { offset: this.topology.offset, stateDir: this.stateDir };
  }

  /** The variables that make a command this lab's. */
  get env(): Record<string, string> {
    return {
      INSTIGATOR_PORT_OFFSET: String(this.topology.offset),
      INSTIGATOR_STATE: this.stateDir,
      ...(this.#options.cacheDir && { INSTIGATOR_CACHE: this.#options.cacheDir }),
      NO_COLOR: "1",
      ...this.#options.env,
    };
  }

  /** Runs `deno task …` and returns what it did. */
  async task(...args: string[]): Promise<Outcome> {
    const { code, stdout, stderr } = await this.#command(args).output();
    const decoder = new TextDecoder();
    return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
  }

  /** Runs `deno task …` with its output piped, for those who stop it or write to it. */
  spawn(...args: string[]): Deno.ChildProcess {
    return this.#command(args, "piped").spawn();
  }

  #command(args: string[], stdin: "null" | "piped" = "null"): Deno.Command {
    return new Deno.Command(Deno.execPath(), {
      args: ["task", "--quiet", ...args],
      cwd: this.#options.root ?? PROJECT_ROOT,
      env: this.env,
      stdin,
      stdout: "piped",
      stderr: "piped",
    });
  }

  /** Brings the lab up, natively. @throws {Error} with what `up` said, when it fails. */
  async up(): Promise<void> {
    const { code, stderr } = await this.task("up", "--engine", "native");
    if (code !== 0) {
      throw new Error(`The lab did not come up; its folder is ${this.stateDir}\n${stderr}`);
    }
  }

  /** Stops the lab and removes its folder. */
  async remove(): Promise<void> {
    const { code, stderr } = await this.task("down", "--volumes");
    if (code !== 0) {
      throw new Error(`The lab did not stop; its folder is ${this.stateDir}\n${stderr}`);
    }
    await Deno.remove(this.stateDir, { recursive: true });
  }

  /** The process ids of what runs, by name; the supervisor's too. */
  async pids(): Promise<Map<string, number>> {
    const state: LabState = JSON.parse(await Deno.readTextFile(join(this.stateDir, "lab.json")));
    const services = state.services.flatMap(({ name, process }): [string, number][] =>
      process ? [[name, process.pid]] : []
    );
    return new Map([["supervisor", state.supervisor.pid], ...services]);
  }

  /** Produces one record over HTTP, acknowledged when this settles. */
  async produce(topic: string, value: string): Promise<void> {
    const response = await fetch(this.url("producer", `/topics/${topic}`), {
      method: "POST",
      headers: { "content-type": "application/vnd.kafka.json.v2+json" },
      body: JSON.stringify({ records: [{ key: value, value }] }),
    });
    const { offsets } = await response.json();
    if (!offsets?.[0] || offsets[0].error) {
      throw new Error(`Not produced: ${JSON.stringify(offsets)}`);
    }
  }

  /**
   * Settles when a record with this text has come out of a topic, read from its beginning.
   *
   * @throws {Error} when `consume` ends without it.
   */
  async consumed(topic: string, text: string): Promise<void> {
    const consumer = this.spawn("consume", topic, "--from", "earliest");
    await consumer.stdin.close();
    const errors = new Response(consumer.stderr).text();
    let output = "";
    for await (const chunk of consumer.stdout.pipeThrough(new TextDecoderStream())) {
      output += chunk;
      if (output.includes(text)) break;
    }
    // Without more records it would not find out that nobody reads any more.
    if (output.includes(text)) consumer.kill("SIGINT");
    const [{ code }, said] = await Promise.all([consumer.status, errors]);
    if (!output.includes(text)) {
      throw new Error(`consume ended with ${code} before "${text}" came: ${said}`);
    }
  }

  /** A function's address. */
  url(name: string, path = ""): string {
    const node = this.topology.functions.find((node) => node.name === name);
    if (!node) throw new Error(`There is no function ${name}`);
    return functionAddress(node) + path;
  }
}

/**
 * Settles with what `probe` gives, once that is neither `undefined` nor `false`; what it throws
 * counts as not yet, but for errors of the test's own code. This waits for a state: the deadline, ms,
 * is only where hope ends.
 */
export async function eventually<T>(
  what: string,
  probe: () => Promise<T | undefined | false> | T | undefined | false,
  deadline = 60_000,
): Promise<T> {
  const end = Date.now() + deadline;
  let last: unknown = "it was not so";
  do {
    try {
      const value = await probe();
      if (value !== undefined && value !== false) return value;
    } catch (error) {
      if (isProgrammingError(error)) throw error;
      last = error;
    }
    await delay(100);
  } while (Date.now() < end);
  throw new Error(`Never came true: ${what} (${last instanceof Error ? last.message : last})`);
}

/** Whether the code that threw it is wrong. `fetch` throws a TypeError, too, where nobody answers. */
function isProgrammingError(error: unknown): boolean {
  if (error instanceof ReferenceError) return true;
  return error instanceof TypeError && !error.stack?.includes("ext:deno_fetch");
}
