/**
 * Looks at the whole lab once a second while somebody watches, and every few seconds otherwise, so
 * that a page that is opened finds the last minutes. All viewers share it.
 *
 * @module
 */
import { deadline } from "@std/async";
import { LagWatch } from "../../../kafka/admin/groups/lag_watch.ts";
import type { LetterCauses } from "../../../kafka/letters/reading/letter_causes.ts";
import type { BrokerAddress } from "../../../kafka/admin/overview.ts";
import { LabChanges } from "./memory/lab_changes.ts";
import { LagLines } from "./rates/lag_lines.ts";
import { type Moment, Moments, type Subject } from "./memory/moments.ts";
import { type LabPolls, labPolls, type LabSources } from "./streams/polls.ts";
import { partOf, Poll } from "./rates/reading.ts";
import { ReadRates } from "./rates/read_rates.ts";
import { RecordRates } from "./rates/record_rates.ts";
import type { Sample } from "./memory/sample.ts";
import { figures } from "./memory/series.ts";
import { Timeline } from "./timeline.ts";

/** From sample to sample, in ms: while somebody watches, and while nobody does. */
const WATCHED = 1_000;
const UNWATCHED = 5_000;

/** How long a sample waits for slow answers, in ms; they come into the next one. */
const PATIENCE = 700;

/** From one look at all dead letters to the next, in ms. */
const LETTERS = 5_000;

/** Looks at the lab, and tells its watchers after each look. */
export class Sampler {
  readonly history = new Timeline();
  readonly lagLines = new LagLines();
  /** What happened, as charts mark it. */
  readonly moments = new Moments();
  /** What changed, which brokers are gone, and which partitions moved. */
  readonly changes = new LabChanges();
  /** How far behind groups are in time. */
  readonly lagWatch = new LagWatch();
  /** Why there are dead letters: looked at only while somebody wants to know. */
  readonly letterCauses: Poll<LetterCauses>;
  readonly #polls: LabPolls;
  readonly #rates = new RecordRates();
  readonly #readRates = new ReadRates();
  readonly #watchers = new Set<() => void>();
  readonly #brokers = new Map<number, BrokerAddress>();
  readonly #now: () => number;
  #sample: Sample;
  #lookedAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #looking: Promise<void> | undefined;
  #closed = false;

  /** @param now in ms since the Unix epoch. */
  constructor(lab: LabSources, now: () => number = () => Date.now()) {
    this.#polls = labPolls(lab, now);
    this.letterCauses = new Poll(() => lab.cluster.letterCauses(), LETTERS);
    this.#now = now;
    this.#sample = emptySample(lab);
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

  /** What happened in the last so many seconds: to all, or to what a page is about as well. */
  happened(span: number, about?: Subject): Moment[] {
    return this.moments.since(this.#now() - span * 1_000, about);
  }

  /** Looks now. Calls that come while it looks share that look. */
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
    const polls = Object.values(this.#polls);
    // Polls never fail: what ends this is time.
    await deadline(Promise.all(polls.map((poll) => poll?.refresh())), PATIENCE).catch(() => {});
    this.#compose();
    for (const tell of this.#watchers) tell();
  }

  #compose(): void {
    const { kafka, groups, producer, consumer, rest, own, verdicts, ensemble, processes } =
      this.#polls;
    // An answer that was composed before is no new look.
    const list = groups.value;
    let { readRates } = this.#sample;
    if (list !== undefined && list !== this.#sample.groups?.value) {
      this.lagWatch.look(this.#now(), list.groups);
      readRates = this.#readRates.update(this.#now(), list.groups);
    }
    for (const broker of kafka.value?.overview.brokers ?? []) this.#brokers.set(broker.id, broker);
    this.#sample = {
      ...this.#sample,
      ...this.#rates.update(kafka.value, consumer?.value),
      readRates,
      kafka: partOf(kafka.latest, ({ overview }) => overview),
      brokers: [...this.#brokers.values()].toSorted((a, b) => a.id - b.id),
      producer: producer?.latest,
      consumer: partOf(consumer?.latest, ({ status }) => status),
      rest: rest?.latest,
      own: own.value ?? new Map(),
      groups: groups.latest,
      verdicts: verdicts?.latest,
      letterTopics: this.#polls.letterTopics.latest,
      ensemble: ensemble?.value,
      chaos: this.#polls.chaos?.latest,
      processes: processes.value?.processes ?? new Map(),
      traffic: processes.value?.traffic ?? new Map(),
    };
    this.moments.add(this.changes.look(this.#now(), this.#sample), this.#now());
    this.history.record(this.#now(), [
      ...figures(this.#sample),
      ...this.lagLines.figures(this.#sample.groups?.value?.groups ?? []),
    ]);
  }
}

/** The sample before the first look. */
function emptySample(
  { producer, consumer, rest, burrow, own = [], brokerNames = new Map() }: LabSources,
): Sample {
  const functions: [string, { url: string } | undefined][] = [
    ...Object.entries({ producer, consumer, rest, burrow }),
    ...own.map((client): [string, { url: string }] => [client.name, client]),
  ];
  return {
    brokers: [],
    brokerNames,
    rates: new Map(),
    readRates: new Map(),
    own: new Map(),
    processes: new Map(),
    traffic: new Map(),
    addresses: new Map(
      functions.flatMap(([name, part]) => part ? [[name, new URL(part.url).host]] : []),
    ),
  };
}
