/**
 * A topic's new records as server-sent events, as far as eyes can follow: of what comes between two
 * events the last ones are shown, and how many were left out. Events: `records` (HTML, newest first,
 * and the number left out), `trouble`.
 *
 * @module
 */
import { ServerSentEventStream } from "@std/http";
import type { ClusterReader, KafkaRecord, TailQuery } from "../kafka/cluster.ts";
import { Outlet } from "./outlet.ts";

/** The time between two events, in ms, and how many records one holds at most. */
const PERIOD = 400;
const SHOWN = 25;

/** Comments show that the connection is alive when no records come, every so many periods. */
const ALIVE = 40;

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
  let newest: KafkaRecord[] = [];
  let left = 0;
  let periods = 0;

  function flush(): void {
    if (newest.length > 0) {
      const html = newest.toReversed().map(render);
      outlet.send({ event: "records", data: JSON.stringify({ html, left }) });
    } else if (++periods % ALIVE === 0) outlet.send({ comment: "" }, "alive");
    newest = [];
    left = 0;
  }

  async function follow(): Promise<void> {
    const timer = setInterval(flush, PERIOD);
    try {
      for await (const { records, skipped } of cluster.tail(topic, query, stop)) {
        newest.push(...records.slice(-SHOWN));
        left += skipped + Math.max(0, records.length - SHOWN);
        left += newest.splice(0, Math.max(0, newest.length - SHOWN)).length;
      }
    } catch (error) {
      if (!stop.aborted) {
        const { message } = error as Error;
        outlet.send({ event: "trouble", data: JSON.stringify({ message }) });
      }
    } finally {
      clearInterval(timer);
      flush();
      outlet.end();
    }
  }

  // So that the browser sees the stream open before the first record comes.
  outlet.send({ comment: "" });
  follow();
  return outlet.events.pipeThrough(new ServerSentEventStream());
}
