import type { ConsumerEvent, Sent } from "../history.ts";
import type { ClusterWatch } from "./cluster_watch.ts";
import { percentile99, type Sample } from "./sample.ts";

/** After how long without an acknowledgement a partition counts as unavailable, ms. */
const UNAVAILABLE_AFTER = 1_000;

/** What producers and members have seen so far, and how far that is in each partition. Times are ms of the run. */
export class Progress {
  readonly sent: Sent[] = [];
  readonly consumed: ConsumerEvent[] = [];
  readonly samples: Sample[] = [];
  /** Of each partition: when it was acknowledged last, and what was acknowledged and polled so far. */
  readonly #lastAcknowledged: number[];
  readonly #acknowledgedUpTo: number[];
  readonly #polledUpTo: number[];
  /** What came since the last sample. */
  #fresh = { since: 0, acknowledged: 0, delivered: 0, latencies: [] as number[] };

  constructor(partitions: number) {
    this.#lastAcknowledged = Array(partitions).fill(0);
    this.#acknowledgedUpTo = Array(partitions).fill(0);
    this.#polledUpTo = Array(partitions).fill(0);
  }

  /** Up to where each partition was acknowledged. */
  get acknowledgedUpTo(): readonly number[] {
    return [...this.#acknowledgedUpTo];
  }

  /** Up to where each partition was polled. */
  get polledUpTo(): readonly number[] {
    return this.#polledUpTo;
  }

  /** Takes what became of records. */
  settled(sent: readonly Sent[]): void {
    let slowest: number | undefined;
    for (const record of sent) {
      this.sent.push(record);
      const { outcome, partition, offset = -1, sentAt, settledAt } = record;
      if (outcome !== "acknowledged") continue;
      this.#lastAcknowledged[partition] = settledAt;
      this.#acknowledgedUpTo[partition] = Math.max(this.#acknowledgedUpTo[partition], offset + 1);
      this.#fresh.acknowledged++;
      slowest = settledAt - sentAt;
    }
    if (slowest !== undefined) this.#fresh.latencies.push(slowest);
  }

  /** Takes what a member saw. */
  saw(event: ConsumerEvent): void {
    this.consumed.push(event);
    if (event.kind === "assigned") return;
    const { partition, records } = event;
    const next = records.at(-1)![0] + 1;
    this.#polledUpTo[partition] = Math.max(this.#polledUpTo[partition], next);
    this.#fresh.delivered += records.length;
  }

  /** From here on samples count. */
  beginSamples(at: number): void {
    this.#fresh.since = at;
  }

  /** Adds a sample of what came since the one before. */
  sample(at: number, cluster: ClusterWatch["now"]): void {
    const { since, acknowledged, delivered, latencies } = this.#fresh;
    this.#fresh = { since: at, acknowledged: 0, delivered: 0, latencies: [] };
    const seconds = (at - since) / 1_000;
    const p99 = percentile99(latencies);
    const behind = this.#acknowledgedUpTo.map((end, p) => Math.max(0, end - this.#polledUpTo[p]));
    this.samples.push({
      at,
      acknowledged: acknowledged / seconds,
      delivered: delivered / seconds,
      ...(p99 !== undefined && { p99 }),
      unavailable: this.#lastAcknowledged.filter((time) => at - time > UNAVAILABLE_AFTER).length,
      lag: behind.reduce((sum, lag) => sum + lag, 0),
      ...(cluster && { cluster }),
    });
  }
}
