/**
 * A function run by itself, as a user would run it against a Kafka of theirs.
 *
 * @module
 */
import { join } from "node:path";
import { PROJECT_ROOT } from "../../cluster/environment.ts";
import { freePort } from "../../cluster/process/ports/free_port.ts";
import { eventually } from "../lab.ts";

/** Variables of a function beside its port. */
export type Variables = Record<string, string>;

/** A function that runs until it is disposed of, and then stops as on SIGTERM. */
export class FunctionProcess implements AsyncDisposable {
  readonly #process: Deno.ChildProcess;
  readonly #output: Promise<Deno.CommandOutput>;
  readonly #url: string;
  /** Of a process that has ended. */
  #ended: Deno.CommandOutput | undefined;

  /**
   * Starts it in `cwd`, where it looks for its `.env`.
   *
   * @param name of one that is built in, or the path of a user's `function.ts`.
   */
  constructor(name: string, variables: Variables, cwd: string = PROJECT_ROOT) {
    const port = freePort();
    this.#url = `http://127.0.0.1:${port}`;
    this.#process = new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "--quiet", "--config", join(PROJECT_ROOT, "deno.json"), "--cached-only"],
        ...["--allow-net", "--allow-env", "--allow-read"],
        ...name.endsWith(".ts")
          ? [join(PROJECT_ROOT, "functions", "runtime", "function_main.ts"), name]
          : [join(PROJECT_ROOT, "functions", name, "main.ts")],
      ],
      cwd,
      clearEnv: true,
      env: { ...inherited(), NO_COLOR: "1", PORT: String(port), ...variables },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#output = this.#process.output();
    this.#output.then((output) => this.#ended = output);
  }

  get pid(): number {
    return this.#process.pid;
  }

  /** Its address. */
  url(path: string): string {
    return this.#url + path;
  }

  /** Settles when `/readyz` says that it is ready. */
  async ready(): Promise<void> {
    await eventually("the function is ready", async () => {
      const response = await fetch(this.url("/readyz"));
      const body = await response.text();
      if (!response.ok) throw new Error(body);
      return true;
    });
  }

  /** Tells it to end. @throws {Error} with what it said, when it has ended by itself. */
  stop(): void {
    if (this.#ended) {
      const { code, stderr } = this.#ended;
      throw new Error(`It has ended, with ${code}: ${new TextDecoder().decode(stderr)}`);
    }
    this.#process.kill("SIGTERM");
  }

  /** Ends it without grace. */
  kill(): void {
    this.#process.kill("SIGKILL");
  }

  /** What it said and how it ended, once it has. */
  async ended(): Promise<{ code: number; stdout: string; stderr: string }> {
    const { code, stdout, stderr } = await this.#output;
    const decoder = new TextDecoder();
    return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.stop();
    } catch {
      // It has ended already.
    }
    await this.#output;
  }
}

/** What Deno itself needs. */
function inherited(): Variables {
  return Object.fromEntries(
    ["PATH", "HOME", "DENO_DIR"].flatMap((name) => {
      const value = Deno.env.get(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
