import { deadline, delay } from "@std/async";
import type { LogRecord } from "../../../../kafka/protocol/records/record_batch.ts";
import type { ControlTopic } from "../../../runtime/control/control_topic.ts";
import { Problem } from "../../../runtime/http/problems/problem.ts";
import { exists } from "../instances.ts";
import type { Owners } from "./owners.ts";

/** What {@linkcode OwnersLog} needs of the control topic. */
export type OwnersTopic = Pick<ControlTopic, "name" | "end" | "read" | "write" | "close">;

/** How long a claim may take to come out of the log again, ms. */
const TIMEOUT = 10_000;

const RETRY_PAUSE = 500;

/** What the keys of claims begin with. */
const PREFIX = "rest/";

/**
 * The owners of instances as they stand in the control topic, which every replica follows. Of two that
 * claim a name at the same time the one has it whose claim comes first in the log; the other one writes
 * that down again, so that compaction leaves the right one.
 */
export class OwnersLog implements Owners {
  readonly #topic: OwnersTopic;
  readonly #self: string;
  readonly #owners = new Map<string, string>();
  readonly #waiting = new Set<() => void>();
  readonly #stopped = new AbortController();
  #position = 0;
  /** The end of the log when it was last looked at; `undefined`: not yet. */
  #end: number | undefined;

  /**
   * @param topic closed with this.
   * @param self the address of this replica.
   */
  constructor(topic: OwnersTopic, self: string) {
    this.#topic = topic;
    this.#self = self;
  }

  /** Follows the topic until {@linkcode close}, through any failure of Kafka's. */
  async follow(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      try {
        this.#end = await this.#topic.end();
        this.#tell();
        while (!signal.aborted) await this.#read();
      } catch {
        await delay(RETRY_PAUSE, { signal }).catch(() => {});
      }
    }
  }

  async find(group: string, name: string): Promise<string | undefined> {
    const known = this.#owners.get(keyOf(group, name));
    if (known !== undefined) return known;
    // Another replica may have taken it a moment ago.
    let end: number;
    try {
      end = await this.#topic.end();
    } catch (error) {
      const detail = `Cannot read ${this.#topic.name}: ${(error as Error).message}`;
      throw new Problem("noKafka", detail, { cause: error });
    }
    await this.#reaches(() => this.#position >= end);
    return this.#owners.get(keyOf(group, name));
  }

  async claim(group: string, name: string): Promise<void> {
    await this.#reaches(() => this.#end !== undefined && this.#position >= this.#end);
    const owner = this.#owners.get(keyOf(group, name));
    if (owner !== undefined && owner !== this.#self) throw exists(group, name);
    await this.#write(group, name, this.#self);
    const first = this.#owners.get(keyOf(group, name));
    if (first === undefined || first === this.#self) return;
    await this.#write(group, name, first);
    throw exists(group, name);
  }

  async release(group: string, name: string): Promise<void> {
    await this.#write(group, name, null);
  }

  /** Stops following. */
  async close(): Promise<void> {
    this.#stopped.abort();
    await this.#topic.close();
  }

  /** Writes who has an instance, and waits until this replica has read it. */
  async #write(group: string, name: string, owner: string | null): Promise<void> {
    let offset: number;
    try {
      offset = await this.#topic.write(keyOf(group, name), owner && JSON.stringify({ owner }));
    } catch (error) {
      const detail = `Cannot write to ${this.#topic.name}: ${(error as Error).message}`;
      throw new Problem("noKafka", detail, { cause: error });
    }
    await this.#reaches(() => this.#position > offset);
  }

  async #read(): Promise<void> {
    for (const { records, next } of await this.#topic.read(this.#position)) {
      for (const record of records) this.#take(record);
      this.#position = next;
    }
    this.#tell();
  }

  #take({ key, value }: LogRecord): void {
    const name = key?.toString() ?? "";
    if (!name.startsWith(PREFIX)) return;
    if (value === null) this.#owners.delete(name);
    else if (!this.#owners.has(name)) {
      const owner = ownerIn(value.toString());
      if (owner !== undefined) this.#owners.set(name, owner);
    }
  }

  #tell(): void {
    for (const look of this.#waiting) look();
  }

  /** Waits until something is so. @throws {Problem} 503 if it is not in time. */
  async #reaches(isSo: () => boolean): Promise<void> {
    if (isSo()) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const look = () => isSo() && resolve();
    this.#waiting.add(look);
    try {
      await deadline(promise, TIMEOUT, { signal: this.#stopped.signal });
    } catch {
      throw new Problem("noKafka", `Cannot follow ${this.#topic.name} now: try again`);
    } finally {
      this.#waiting.delete(look);
    }
  }
}

function keyOf(group: string, name: string): string {
  return `${PREFIX}${encodeURIComponent(group)}/${encodeURIComponent(name)}`;
}

function ownerIn(json: string): string | undefined {
  try {
    const { owner } = JSON.parse(json);
    return typeof owner === "string" && URL.canParse(owner) ? owner : undefined;
  } catch {
    return undefined;
  }
}
