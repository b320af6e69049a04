/**
 * A topic that only one scenario uses, so that scenarios do not depend on their order.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { createTopic } from "../../kafka/admin/topics/topic_actions.ts";
import { Brokers } from "../../kafka/client/brokers.ts";
import { eventually, type Lab } from "../lab.ts";

/** A record as the producer takes it. */
export interface NewRecord {
  key?: string;
  value: string;
  partition?: number;
  headers?: Record<string, string>;
}

/** A run of the producer, without its topic. */
export interface Run {
  /** How many records; without end if left out. */
  count?: number;
  /** Records/s; 0: as fast as can be. */
  rate: number;
  keys?: number;
  /** Bytes of a value. */
  size?: number;
}

/** A topic with a name of its own, and what the lab's producer writes to it. */
export class OwnTopic {
  readonly name = `scenario-${crypto.randomUUID()}`;
  readonly #lab: Lab;

  private constructor(lab: Lab) {
    this.#lab = lab;
  }

  /** Creates it. */
  static async create(lab: Lab, partitions: number): Promise<OwnTopic> {
    const topic = new OwnTopic(lab);
    const brokers = new Brokers({ brokers: lab.brokers, clientId: "tests" });
    try {
      await createTopic(brokers, { name: topic.name, partitions });
    } finally {
      await brokers.close();
    }
    return topic;
  }

  /** Produces records over HTTP; all are acknowledged when this settles. */
  async produce(...records: NewRecord[]): Promise<void> {
    const response = await fetch(this.#lab.url("producer", `/topics/${this.name}`), {
      method: "POST",
      headers: { "content-type": "application/vnd.kafka.text.v2+json" },
      body: JSON.stringify({ records }),
    });
    const { offsets, message } = await response.json();
    const errors = offsets?.map(({ error }: { error: unknown }) => error);
    assertEquals(errors, records.map(() => null), message);
  }

  /** Starts a run of the producer. */
  async startRun(run: Run): Promise<void> {
    const query = new URLSearchParams({ topic: this.name });
    for (const [name, value] of Object.entries(run)) query.set(name, `${value}`);
    const response = await fetch(this.#lab.url("producer", `/start_producer?${query}`));
    assertEquals(response.status, 200, await response.text());
  }

  /** How many records of the run are acknowledged, once it has come to its end. */
  acknowledged(): Promise<number> {
    return eventually("the run has come to its end", async () => {
      const { run } = await (await fetch(this.#lab.url("producer", "/status"))).json();
      return run.finished && run.acknowledged;
    });
  }
}

/** As many records, whose values are numbers from 0 on. */
export function numbered(count: number): { value: string }[] {
  return Array.from({ length: count }, (_, n) => ({ value: `${n}` }));
}
