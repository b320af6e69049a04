import { deadline } from "@std/async";
import type { ClusterReader } from "../../../kafka/cluster/cluster_client.ts";
import { CHAOS_TOPIC, type ChaosRun, chaosRunSchema } from "../chaos/chaos_run.ts";
import { Poll } from "./rates/reading.ts";

/** From one look to the next, in ms, and how long a page waits for one: what it has tells more than nothing. */
const PERIOD = 900;
const PATIENCE = 1_500;

/** Follows the run of `deno task chaos` that breaks the lab, or did last, while somebody watches. */
export class ChaosWatch {
  readonly #cluster: Pick<ClusterReader, "endOffsets" | "browse">;
  readonly #poll: Poll<void>;
  #run: ChaosRun | undefined;
  /** Where the topic ended when it was read last. */
  #end = -1;

  constructor(cluster: Pick<ClusterReader, "endOffsets" | "browse">) {
    this.#cluster = cluster;
    this.#poll = new Poll(() => this.#look(), PERIOD);
  }

  /**
   * The run as it was told last, and what keeps newer news away; no run where there never was one. While
   * brokers are broken the last news stay.
   */
  async latest(): Promise<{ run?: ChaosRun; trouble?: string }> {
    const trouble = await deadline(this.#poll.refresh(), PATIENCE)
      .then(() => this.#poll.latest?.trouble, () => "Kafka is slow to answer");
    return { ...(this.#run && { run: this.#run }), ...(trouble !== undefined && { trouble }) };
  }

  async #look(): Promise<void> {
    const ends = (await this.#cluster.endOffsets([CHAOS_TOPIC])).get(CHAOS_TOPIC);
    if (ends === undefined) {
      this.#run = undefined;
      return;
    }
    const [end] = ends;
    if (end === undefined) throw new Error(`${CHAOS_TOPIC} has no leader`);
    if (end === this.#end || end === 0) return;
    // A compacted log keeps its last record.
    const { records } = await this.#cluster.browse(CHAOS_TOPIC, {
      from: { offset: end - 1 },
      limit: 10,
    });
    const value = records.at(-1)?.value;
    if (!value) return;
    this.#run = chaosRunSchema.parse(JSON.parse(new TextDecoder().decode(value)));
    this.#end = end;
  }
}
