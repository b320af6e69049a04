/**
 * Burrow's verdicts on consumer groups, by its v3 HTTP API; LinkedIn's and the lab's own answer alike.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import { Problem } from "../../runtime/http/problems/problem.ts";
import { type Ask, ask, below } from "./http_source.ts";
import { samplesOf } from "./prometheus.ts";

/** Burrow's verdicts on a group or a partition, in the order of the numbers of its metrics. */
export const VERDICTS = ["NOTFOUND", "OK", "WARN", "ERR", "STOP", "STALL", "REWIND"] as const;

/** Burrow's verdict on a group or a partition. */
export type Verdict = typeof VERDICTS[number];

const verdict = z.enum(VERDICTS);

const clusters = z.object({ clusters: z.array(z.string()) });

const lag = z.object({
  status: z.object({
    status: verdict,
    complete: z.number(),
    partitions: z.array(z.object({
      topic: z.string(),
      partition: z.number(),
      status: verdict,
      current_lag: z.number(),
      complete: z.number(),
    })),
  }),
});

/** Burrow's evaluation of one group. */
export interface Evaluation {
  verdict: Verdict;
  /** Share of the partitions whose window is full, 0 to 1. */
  complete: number;
  /** By `topic/partition`. */
  partitions: Map<string, { verdict: Verdict; complete: number }>;
}

/** Burrow at an address; of its clusters, the first one. */
export class Burrow {
  readonly url: string;
  readonly #ask: Ask;
  #cluster: string | undefined;

  constructor(url: string, how: Ask = ask) {
    this.#ask = how;
    this.url = url;
  }

  /** The verdict on every group: one request, however many groups there are. */
  async verdicts(): Promise<Map<string, Verdict>> {
    const text = await (await this.#ask("Burrow", below(this.url, "/metrics"))).text();
    return new Map(
      samplesOf("burrow_kafka_consumer_status", text).map(({ labels, value }) => [
        labels.consumer_group,
        VERDICTS[value] ?? "NOTFOUND",
      ]),
    );
  }

  /** Its evaluation of one group; `undefined` if it does not know the group. */
  async evaluate(group: string): Promise<Evaluation | undefined> {
    this.#cluster ??= clusters.parse(await this.#json("/v3/kafka")).clusters[0];
    const path = `/v3/kafka/${encodeURIComponent(this.#cluster)}/consumer/${
      encodeURIComponent(group)
    }/lag`;
    const answer = lag.safeParse(await this.#json(path));
    if (!answer.success || answer.data.status.status === "NOTFOUND") return undefined;
    const { status, complete, partitions } = answer.data.status;
    return {
      verdict: status,
      complete,
      partitions: new Map(
        partitions.map(({ topic, partition, status, complete }) => [
          `${topic}/${partition}`,
          { verdict: status, complete },
        ]),
      ),
    };
  }

  async #json(path: string): Promise<unknown> {
    const response = await this.#ask("Burrow", below(this.url, path));
    try {
      return await response.json();
    } catch (error) {
      throw new Problem("noKafka", `Cannot read Burrow's answer to ${path}`, { cause: error });
    }
  }
}
