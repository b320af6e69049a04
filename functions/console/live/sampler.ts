/**
 * Looks at the whole lab once a second while somebody watches, and every few seconds otherwise, so
 * that a page that is opened finds the last minutes. All viewers share it.
 *
 * @module
 */
import type { GroupSummary } from "../../../kafka/admin/groups.ts";
import type { Offsets } from "../../../kafka/admin/offsets.ts";
import type { BrokerAddress, Overview } from "../../../kafka/admin/overview.ts";
import type { ClusterReader } from "../../../kafka/admin/cluster.ts";
import type { Burrow, Verdict } from "../sources/burrow.ts";
import { type Member, type MemberAddress, readEnsemble } from "../sources/ensemble.ts";
import type { ConsumerStatus, FunctionClient, ProducerStatus } from "../sources/function_client.ts";
import { type MetricsAddress, type Process, readProcesses } from "../sources/processes.ts";
import { History } from "./history.ts";
import { LagLines } from "./lag_lines.ts";
import { Rates } from "./rates.ts";
import { Poll } from "./reading.ts";
import { groupSeries, OVERVIEW_SERIES, type Sample, topicSeries } from "./sample.ts";
import { trafficCounts } from "./traffic.ts";

/** What is looked at. */
export interface SamplerOptions {
  cluster: ClusterReader;
  producer?: FunctionClient<ProducerStatus>;
  consumer?: FunctionClient<ConsumerStatus>;
  burrow?: Burrow;
  ensemble?: readonly MemberAddress[];
  metrics?: readonly MetricsAddress[];
}

/** From sample to sample, in ms: while somebody watches, and while nobody does. */
const WATCHED = 1_000;
const UNWATCHED = 5_000;

/** How long a sample waits for slow answers, in ms; they come into the next one. */
const PATIENCE = 700;

/** What changes slowly, or costs more, is read this often, in ms. */
const SLOW = 2_000;
const SLOWER = 10_000;

/** Looks at the lab, and tells its watchers after each look. */
export class Sampler {
  readonly history = new History();
  readonly lagLines = new LagLines();
  readonly #rates = new Rates();
  readonly #consumed = new Rates();
  readonly #traffic = new Rates();
  readonly #watchers = new Set<() => void>();
  readonly #brokers = new Map<number, BrokerAddress>();
  readonly #kafka: Poll<{ overview: Overview; offsets: Offsets; at: number }>;
  readonly #groups: Poll<GroupSummary[]>;
  readonly #producer?: Poll<ProducerStatus>;
  readonly #consumer?: Poll<{ status: ConsumerStatus; at: number }>;
  readonly #verdicts?: Poll<Map<string, Verdict>>;
  readonly #ensemble?: Poll<Member[]>;
  readonly #processes: Poll<{ processes: Map<string, Process>; traffic: Map<string, number> }>;
  readonly #addresses: ReadonlyMap<string, string>;
  #sample: Sample;
  #ratedAt = 0;
  #lookedAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #looking: Promise<void> | undefined;
  #closed = false;

  constructor({ cluster, producer, consumer, burrow, ensemble, metrics }: SamplerOptions) {
    this.#kafka = new Poll(async () => {
      const ends = cluster.endOffsets().then((offsets) => ({ offsets, at: Date.now() }));
      const [overview, { offsets, at }] = await Promise.all([cluster.overview(), ends]);
      return { overview, offsets, at };
    });
    this.#groups = new Poll(() => cluster.groups(), SLOW);
    if (producer) this.#producer = new Poll(() => producer.status());
    if (consumer) {
      this.#consumer = new Poll(async () => ({ status: await consumer.status(), at: Date.now() }));
    }
    if (burrow) this.#verdicts = new Poll(() => burrow.verdicts(), SLOW);
    if (ensemble) this.#ensemble = new Poll(() => readEnsemble(ensemble), SLOW);
    this.#processes = new Poll(async () => {
      const processes = await readProcesses(metrics ?? []);
      return { processes, traffic: this.#traffic.update(Date.now(), trafficCounts(processes)) };
    }, SLOWER);
    const functions = { producer, consumer, burrow };
    this.#addresses = new Map(
      Object.entries(functions).flatMap(([name, part]) =>
        part ? [[name, new URL(part.url).host]] : []
      ),
    );
    this.#sample = emptySample(this.#addresses);
  }

  /** The lab as it was seen last. */
  get latest(): Sample {
    return this.#sample;
  }

  /** The lab as it was seen last; looks now if nobody has yet. */
  async seen(): Promise<Sample> {
    if (this.#sample.kafka === undefined) await this.look();
    return this.#sample;
  }

  /** Looks now; who asks meanwhile gets the same look. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => this.#looking = undefined);
    return this.#looking;
  }

  /**
   * Goes on looking until {@linkcode close}; first in some seconds, since a lab that starts has more
   * urgent things to do.
   */
  start(): void {
    this.#lookedAt = performance.now();
    this.#schedule();
  }

  /** Calls `tell` after each look, until the function that this returns is called. */
  watch(tell: () => void): () => void {
    this.#watchers.add(tell);
    if (this.#watchers.size === 1 && this.#timer !== undefined) this.#schedule();
    return () => void this.#watchers.delete(tell);
  }

  /** Stops looking. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    if (this.#closed) return;
    const period = this.#watchers.size > 0 ? WATCHED : UNWATCHED;
    const pause = Math.max(0, this.#lookedAt + period - performance.now());
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#lookedAt = performance.now();
      this.look().finally(() => this.#schedule());
    }, pause);
  }

  async #look(): Promise<void> {
    const polls = [
      this.#kafka,
      this.#groups,
      this.#producer,
      this.#consumer,
      this.#verdicts,
      this.#ensemble,
      this.#processes,
    ];
    const all = Promise.all(polls.map((poll) => poll?.refresh()));
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise((resolve) => timer = setTimeout(resolve, PATIENCE));
    await Promise.race([all, patience]);
    clearTimeout(timer);
    this.#compose();
    for (const tell of this.#watchers) tell();
  }

  #compose(): void {
    const kafka = this.#kafka.latest;
    for (const broker of kafka?.value?.overview.brokers ?? []) this.#brokers.set(broker.id, broker);
    const consumer = this.#consumer?.latest;
    const { rates, recordsIn, recordsOut } = this.#updateRates();
    this.#sample = {
      kafka: kafka?.value ? { value: kafka.value.overview } : kafka,
      brokers: [...this.#brokers.values()].toSorted((a, b) => a.id - b.id),
      rates,
      recordsIn,
      recordsOut,
      producer: this.#producer?.latest,
      consumer: consumer?.value ? { value: consumer.value.status } : consumer,
      groups: this.#groups.latest,
      verdicts: this.#verdicts?.latest,
      ensemble: this.#ensemble?.value,
      processes: this.#processes.value?.processes ?? new Map(),
      traffic: this.#processes.value?.traffic ?? new Map(),
      addresses: this.#addresses,
    };
    this.history.record(Date.now(), figures(this.#sample, this.lagLines));
  }

  /** The rates of the newest reading, which may be the one that is known already. */
  #updateRates(): Pick<Sample, "rates" | "recordsIn" | "recordsOut"> {
    const { rates, recordsIn, recordsOut } = this.#sample;
    const kafka = this.#kafka.value;
    const consumer = this.#consumer?.value;
    const next = { rates, recordsIn: kafka && recordsIn, recordsOut: consumer && recordsOut };
    if (kafka !== undefined && kafka.at !== this.#ratedAt) {
      this.#ratedAt = kafka.at;
      next.rates = this.#rates.update(kafka.at, ends(kafka.offsets));
      const external = kafka.overview.topics.filter(({ internal }) => !internal);
      const known = external.flatMap(({ name }) => next.rates.get(name) ?? []);
      next.recordsIn = known.length > 0 ? sum(known) : undefined;
    }
    if (consumer !== undefined) {
      const { consumed } = consumer.status.ledger.totals;
      next.recordsOut = this.#consumed.update(consumer.at, [["out", consumed]]).get("out") ??
        next.recordsOut;
    }
    return next;
  }
}

function emptySample(addresses: Sample["addresses"]): Sample {
  return { brokers: [], rates: new Map(), processes: new Map(), traffic: new Map(), addresses };
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Of each topic, how many records were ever written; of those whose leaders all answered. */
function* ends(offsets: Offsets): Generator<[string, number]> {
  for (const [topic, partitions] of offsets) {
    const known = partitions.filter((end) => end !== undefined);
    if (known.length === partitions.length) yield [topic, sum(known)];
  }
}

/** What goes into the history. */
function* figures(sample: Sample, lagLines: LagLines): Generator<[string, number]> {
  if (sample.recordsIn !== undefined) yield [OVERVIEW_SERIES.recordsIn, sample.recordsIn];
  if (sample.recordsOut !== undefined) yield [OVERVIEW_SERIES.recordsOut, sample.recordsOut];
  const latency = sample.consumer?.value?.recentLatency;
  if (latency && latency.count > 0) {
    yield [OVERVIEW_SERIES.p50, latency.p50];
    yield [OVERVIEW_SERIES.p99, latency.p99];
  }
  for (const [topic, rate] of sample.rates) yield [topicSeries(topic), rate];
  const groups = sample.groups?.value;
  if (groups === undefined) return;
  yield [OVERVIEW_SERIES.totalLag, sum(groups.map(({ totalLag }) => totalLag))];
  for (const { group, totalLag } of groups) yield [groupSeries(group), totalLag];
  yield* lagLines.figures(groups);
}
