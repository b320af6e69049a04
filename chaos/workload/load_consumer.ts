import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../cluster/environment.ts";
import type { ConsumerEvent } from "../history.ts";
import type { Line } from "./consumer_main.ts";

/** What a member reads, and who is told what it sees. */
export interface ConsumerOptions {
  /** What it is called in the history. */
  name: string;
  brokers: readonly string[];
  topic: string;
  group: string;
  /** ms since the run began. */
  clock(): number;
  saw(event: ConsumerEvent): void;
}

/** A member of the load's group, in a process of its own. */
export class LoadConsumer {
  readonly name: string;
  readonly #process: Deno.ChildProcess;
  readonly #read: Promise<void>;

  constructor({ name, brokers, topic, group, clock, saw }: ConsumerOptions) {
    this.name = name;
    this.#process = new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "--quiet", "--no-prompt", "--allow-net", "--allow-env", "--allow-read"],
        ...["--config", join(PROJECT_ROOT, "deno.json")],
        fileURLToPath(new URL("./consumer_main.ts", import.meta.url)),
        ...[brokers.join(","), topic, group],
      ],
      env: { NO_COLOR: "1" },
      stdin: "piped",
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    this.#read = this.#follow((line) => saw({ ...line, member: name, at: clock() }));
  }

  /** Its process. */
  get pid(): number {
    return this.#process.pid;
  }

  /** Ends it as `kill -9` does, and tells by what signal it has ended. */
  async kill(): Promise<string | null> {
    this.#process.kill("SIGKILL");
    const { signal } = await this.#process.status;
    await this.#end();
    return signal;
  }

  /** Has it commit, leave the group and end. */
  async stop(): Promise<void> {
    await this.#end();
    await this.#process.status;
  }

  async #end(): Promise<void> {
    // Of one that is dead the pipe is broken.
    await this.#process.stdin.close().catch(() => {});
    await this.#read;
  }

  async #follow(take: (line: Line) => void): Promise<void> {
    let rest = "";
    for await (const chunk of this.#process.stdout.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + chunk).split("\n");
      // What is cut off by its death was not told.
      rest = lines.pop()!;
      for (const line of lines) take(JSON.parse(line));
    }
  }
}
