/**
 * A user's function in a folder of its own, and as many processes of it as a scenario wants.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { FunctionProcess } from "./function_process.ts";
import { eventually, type Lab } from "../lab.ts";

/** A function whose folder is removed, and whose processes are stopped, when it is disposed of. */
export class UserFunction implements AsyncDisposable {
  /** Of its folder: it has its own group and wanted state by it. */
  readonly name = `f-${crypto.randomUUID()}`;
  readonly #lab: Lab;
  readonly #folder = Deno.makeTempDirSync({ prefix: "instigator-test-" });
  readonly #processes: FunctionProcess[] = [];

  /** @param definition the source of what `defineFunction` gets, but its port. */
  constructor(lab: Lab, definition: string) {
    this.#lab = lab;
    Deno.mkdirSync(join(this.#folder, this.name));
    this.write(definition);
  }

  /** The path of its module. */
  get path(): string {
    return join(this.#folder, this.name, "function.ts");
  }

  /** A file for whose being there its handler may wait: {@linkcode openGate} makes it. */
  get gate(): string {
    return join(this.#folder, "gate");
  }

  /** Lets handlers go on that wait for the gate. */
  openGate(): void {
    Deno.writeTextFileSync(this.gate, "");
  }

  /** Writes its module. @param more what stands before the definition. */
  write(definition: string, more = ""): void {
    const source = `import { defineFunction } from "@instigator/functions";\n${more}\n` +
      `export default defineFunction({ port: 5010, ${definition} });\n`;
    Deno.writeTextFileSync(this.path, source);
  }

  /** Starts a process of it. */
  start(): FunctionProcess {
    const process = new FunctionProcess(this.path, { KAFKA_BROKERS: this.#lab.brokers.join(",") });
    this.#processes.push(process);
    return process;
  }

  /** The records of a topic, once there are so many; of more, the first ones. */
  async written(topic: string, count: number): Promise<WrittenRecord[]> {
    const { code, stdout, stderr } = await this.#lab.task(
      ...["consume", topic, "--from", "earliest", "--count", `${count}`, "--timeout", "30s"],
      "--json",
    );
    assertEquals(code, 0, stderr);
    return stdout.trim().split("\n").map((line) => JSON.parse(line));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#processes.map((process) => process[Symbol.asyncDispose]()));
    await Deno.remove(this.#folder, { recursive: true });
  }
}

/** A record as `consume --json` prints it. */
export interface WrittenRecord {
  key: string | null;
  value: string | null;
  headers: Record<string, string>;
}

/** What a function answers. */
export async function answer(
  process: FunctionProcess,
  path: string,
  init?: RequestInit,
  // deno-lint-ignore no-explicit-any -- Scenarios know what they ask for.
): Promise<any> {
  const response = await fetch(process.url(path), init);
  return await response.json();
}

/** The status of a function, once it is so. */
export function untilStatus(
  process: FunctionProcess,
  what: string,
  // deno-lint-ignore no-explicit-any -- As above.
  isSo: (status: any) => boolean,
) {
  return eventually(what, async () => {
    const status = await answer(process, "/status");
    return isSo(status) && status;
  });
}
