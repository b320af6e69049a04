import { partitionsOf } from "../../../kafka/admin/groups/group_offsets.ts";
import type { Brokers } from "../../../kafka/client/brokers.ts";
import type { KafkaSettings } from "../../../kafka/client/settings.ts";
import { Problem } from "../../runtime/http/problems/problem.ts";
import type { SchemaCodecs } from "../../runtime/schemas/schema_codecs.ts";
import { isSchemaFormat, noRegistry } from "../schemas/schema_formats.ts";
import { ConsumerInstance } from "./instance.ts";
import type { InstanceConfig } from "./instance_config.ts";

/** How often is looked for instances that nobody uses, ms. */
const LOOK = 1_000;

/** Options of {@linkcode Instances}. */
export interface InstancesOptions {
  settings: KafkaSettings;
  brokers: Brokers;
  /** After how long without a request one is closed, ms. */
  timeoutMs: number;
  maxInstances: number;
  /** The schemas of a registry; absent: there is none. */
  schemas?: SchemaCodecs;
  /** One is gone that was not deleted: nobody has used it. */
  onExpired(group: string, name: string): void;
}

/** What the routes of instances need. */
export interface ConsumerRoutesOptions {
  instances: Instances;
  brokers: Brokers;
}

interface Kept {
  instance: ConsumerInstance;
  group: string;
  name: string;
  usedAt: number;
  /** Requests for it that are not answered yet. */
  underWay: number;
}

/** The consumer instances of this replica. */
export class Instances {
  readonly #options: InstancesOptions;
  readonly #kept = new Map<string, Kept>();
  readonly #looking: ReturnType<typeof setInterval>;

  constructor(options: InstancesOptions) {
    this.#options = options;
    this.#looking = setInterval(() => this.#expire(), LOOK);
  }

  /** How many there are. */
  get count(): number {
    return this.#kept.size;
  }

  /** Those that there are, for `/status`. */
  list() {
    return [...this.#kept.values()].map(({ group, name, instance, usedAt }) => ({
      group,
      name,
      format: instance.config.format,
      assigned: instance.assigned.map(({ topic, partition }) => ({ topic, partition })),
      idleSeconds: Math.round((performance.now() - usedAt) / 1_000),
    }));
  }

  /** Whether there is one. */
  has(group: string, name: string): boolean {
    return this.#kept.has(keyOf(group, name));
  }

  /** Makes one. @throws {Problem} 409 if there is one of that name, 429 if there are too many. */
  create(group: string, name: string, config: InstanceConfig): void {
    const { settings, brokers, maxInstances, schemas } = this.#options;
    if (isSchemaFormat(config.format) && schemas === undefined) {
      throw noRegistry(config.format, "wrongConfig");
    }
    if (this.has(group, name)) throw exists(group, name);
    if (this.#kept.size >= maxInstances) {
      const detail = `Cannot create an instance: there are ${maxInstances} already; delete some, ` +
        "or raise CONSUMER_MAX_INSTANCES";
      throw new Problem("busy", detail, { headers: { "retry-after": "30" } });
    }
    const instance = new ConsumerInstance({ group, config, settings, brokers, schemas });
    const usedAt = performance.now();
    this.#kept.set(keyOf(group, name), { instance, group, name, usedAt, underWay: 0 });
  }

  /** Does something with one, which is in use meanwhile. @throws {Problem} 404 if there is none. */
  async use<T>(
    group: string,
    name: string,
    use: (instance: ConsumerInstance) => Promise<T> | T,
  ): Promise<T> {
    const kept = this.#kept.get(keyOf(group, name));
    if (kept === undefined) throw noInstance(group, name);
    kept.underWay++;
    try {
      return await use(kept.instance);
    } finally {
      kept.underWay--;
      kept.usedAt = performance.now();
    }
  }

  /** Closes one, which has what it was answered with. @throws {Problem} 404 if there is none. */
  async delete(group: string, name: string): Promise<void> {
    const kept = this.#kept.get(keyOf(group, name));
    if (kept === undefined) throw noInstance(group, name);
    this.#kept.delete(keyOf(group, name));
    await kept.instance.close(true);
  }

  /** Makes sure that topics are there. @throws {KafkaError} UNKNOWN_TOPIC_OR_PARTITION. */
  async checkPartitions(places: readonly { topic: string; partition: number }[]): Promise<void> {
    const topics = [...new Set(places.map(({ topic }) => topic))];
    const found = await partitionsOf(this.#options.brokers, topics);
    for (const { topic, partition } of places) {
      if (found.some((one) => one.topic === topic && one.partition === partition)) continue;
      throw new Problem("noPartition", `Cannot find partition ${partition} of ${topic}`);
    }
  }

  /** Closes all. */
  async close(): Promise<void> {
    clearInterval(this.#looking);
    const kept = [...this.#kept.values()];
    this.#kept.clear();
    await Promise.all(kept.map(({ instance }) => instance.close(false)));
  }

  #expire(): void {
    const before = performance.now() - this.#options.timeoutMs;
    for (const [key, { group, name, instance, usedAt, underWay }] of this.#kept) {
      if (underWay > 0 || usedAt > before) continue;
      this.#kept.delete(key);
      console.log(`Closed instance ${name} of group ${group}, which nobody has used`);
      instance.close(false).catch(() => {});
      this.#options.onExpired(group, name);
    }
  }
}

function keyOf(group: string, name: string): string {
  return `${group}/${name}`;
}

/** The problem of a name that is taken. */
export function exists(group: string, name: string): Problem {
  return new Problem("instanceExists", `Cannot create instance ${name}: group ${group} has one`);
}

/** The problem of an instance that is not there. */
export function noInstance(group: string, name: string): Problem {
  const detail =
    `Cannot find instance ${name} of group ${group}: create it; unused ones are closed`;
  return new Problem("noInstance", detail);
}
