import { type ServerSentEventMessage, ServerSentEventStream } from "@std/http";

/** Events that follow each other. */
export type Run = readonly ServerSentEventMessage[];

/** A run, and which of a ring's records it is made of. */
interface Made {
  from: number;
  /** Where the ring ended then: what came later is not in it. */
  end: number;
  /** Where its reader goes on. */
  to: number;
  run: Run;
}

/**
 * What clients at the same place with the same filter are sent, made and encoded once for all of them: a
 * thousand that follow a topic are sent the same bytes.
 */
export class EventRuns {
  readonly #made = new Map<string, Made>();
  readonly #bytes = new WeakMap<Run, Promise<Uint8Array>>();

  /**
   * The run that was made last for this filter, if it is this one, or else a new one.
   *
   * @param make gives it, and where its reader goes on.
   */
  take(
    filter: string,
    { from, end }: { from: number; end: number },
    make: () => { run: Run; to: number },
  ): { run: Run; to: number } {
    const last = this.#made.get(filter);
    if (last?.from === from && last.end === end) return last;
    const made = { from, end, ...make() };
    // Filters that nobody uses any more are not kept for good.
    if (this.#made.size > MAX_FILTERS) this.#made.clear();
    this.#made.set(filter, made);
    return made;
  }

  /** A run as it is sent. */
  bytes(run: Run): Promise<Uint8Array> {
    const known = this.#bytes.get(run);
    if (known !== undefined) return known;
    const bytes = encode(run);
    this.#bytes.set(run, bytes);
    return bytes;
  }
}

const MAX_FILTERS = 100;

async function encode(run: Run): Promise<Uint8Array> {
  const events = ReadableStream.from(run).pipeThrough(new ServerSentEventStream());
  return new Uint8Array(await new Response(events).arrayBuffer());
}
