/**
 * A topic's new records as server-sent events, as far as eyes can follow: of what comes at once the
 * last ones are shown, and how many were left out. Events: `records` (HTML, newest first,
 * and the number left out), `trouble`.
 *
 * @module
 */
import type { TailQuery } from "../../../../kafka/reader/tail.ts";
import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import { ServerSentEventStream } from "@std/http";
import type { ClusterReader } from "../../../../kafka/cluster/cluster_client.ts";
import { Outlet } from "./outlet.ts";

/** How many records one event holds at most. */
const SHOWN = 25;

/** Comments show this often, in ms, that the connection is alive. */
const KEEP_ALIVE = 15_000;

/** What tails need. */
export interface TailOptions {
  topic: string;
  query: TailQuery;
  /** The HTML of a record. */
  render(record: KafkaRecord): string;
  /** Ends the tail. */
  signal: AbortSignal;
}

/** The events of the records that are written from now on. */
export function tailEvents(
  cluster: Pick<ClusterReader, "tail">,
  { topic, query, render, signal }: TailOptions,
): ReadableStream<Uint8Array> {
  const ended = new AbortController();
  const stop = AbortSignal.any([signal, ended.signal]);
  const outlet = new Outlet(() => ended.abort());

  async function follow(): Promise<void> {
    const timer = setInterval(() => outlet.send({ comment: "" }, "alive"), KEEP_ALIVE);
    try {
      for await (const { records, skipped } of cluster.tail(topic, query, stop)) {
        const shown = records.slice(-SHOWN).toReversed();
        const data = { html: shown.map(render), left: skipped + records.length - shown.length };
        outlet.send({ event: "records", data: JSON.stringify(data) });
      }
    } catch (error) {
      if (!stop.aborted) {
        const { message } = error as Error;
        outlet.send({ event: "trouble", data: JSON.stringify({ message }) });
      }
    } finally {
      clearInterval(timer);
      outlet.end();
    }
  }

  // The browser sees the stream open before the first record comes.
  outlet.send({ comment: "" });
  follow();
  return outlet.events.pipeThrough(new ServerSentEventStream());
}
