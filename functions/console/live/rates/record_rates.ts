/**
 * How many records flow a second: into each topic, into all of them, and out of the consumer.
 *
 * @module
 */
import type { Offsets } from "../../../../kafka/admin/offsets.ts";
import { isControlTopic } from "../control_topics.ts";
import type { LabPolls } from "../streams/polls.ts";
import { Rates } from "./rates.ts";
import type { Sample } from "../memory/sample.ts";

/** The rates of a sample, in records/s. */
export type SampleRates = Pick<Sample, "rates" | "recordsIn" | "recordsOut">;

type KafkaReading = LabPolls["kafka"]["value"];
type ConsumerReading = NonNullable<LabPolls["consumer"]>["value"];

/** Turns what was read into rates. */
export class RecordRates {
  readonly #written = new Rates();
  readonly #consumed = new Rates();
  #latest: SampleRates = { rates: new Map() };
  #ratedAt: number | undefined;

  /** The rates of the newest reading, which may be the one that is known already. */
  update(kafka: KafkaReading, consumer: ConsumerReading): SampleRates {
    const { rates, recordsIn, recordsOut } = this.#latest;
    const next = { rates, recordsIn: kafka && recordsIn, recordsOut: consumer && recordsOut };
    if (kafka !== undefined && kafka.at !== this.#ratedAt) {
      this.#ratedAt = kafka.at;
      next.rates = this.#written.update(kafka.at, ends(kafka.offsets));
      const external = kafka.overview.topics.filter(({ internal, name }) =>
        !internal && !isControlTopic(name)
      );
      const known = external.flatMap(({ name }) => next.rates.get(name) ?? []);
      next.recordsIn = known.length > 0 ? sum(known) : undefined;
    }
    if (consumer !== undefined) {
      const { consumed } = consumer.status.ledger.totals;
      next.recordsOut = this.#consumed.update(consumer.at, [["out", consumed]]).get("out") ??
        next.recordsOut;
    }
    return this.#latest = next;
  }
}

/** The end offsets of each topic in sum. Topics with a leader that did not answer are left out. */
function* ends(offsets: Offsets): Generator<[string, number]> {
  for (const [topic, partitions] of offsets) {
    const known = partitions.filter((end) => end !== undefined);
    if (known.length === partitions.length) yield [topic, sum(known)];
  }
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
