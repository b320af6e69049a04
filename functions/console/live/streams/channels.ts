/**
 * Live pages by server-sent events. The viewers of one page share a channel: after each look of the
 * sampler, what changes on the page is rendered once, and what did change is sent to all of them.
 *
 * Events: `regions` (HTML by the id of the element that it stands in), `history`, `point` and `marks`
 * (what charts draw), and `trouble` (why the page cannot be shown now; `regions` comes when it can again).
 *
 * @module
 */
import { type ServerSentEventMessage, ServerSentEventStream } from "@std/http";
import type { LiveParts } from "../../web/page.tsx";
import type { Timeline } from "../timeline.ts";
import { Outlet } from "./outlet.ts";

/** What the channels follow. */
export interface Pulse {
  readonly history: Pick<Timeline, "read" | "newest">;
  /** Calls `tell` after each look, until the function that this returns is called. */
  watch(tell: () => void): () => void;
}

/** Without events for this long, in ms, a comment shows that the connection is alive. */
const KEEP_ALIVE = 15_000;

/** What is drawn where nothing happened. */
const NO_MARKS = "[]";

/** The channels of all live pages. */
export class Channels {
  readonly #pulse: Pulse;
  readonly #channels = new Map<string, Channel>();

  constructor(pulse: Pulse) {
    this.#pulse = pulse;
  }

  /**
   * A stream of the events of a page.
   *
   * @param page its path and query: viewers of the same one share a channel.
   * @param render what is live on it now.
   */
  open(page: string, render: () => Promise<LiveParts>): ReadableStream<Uint8Array> {
    let channel = this.#channels.get(page);
    if (channel === undefined) {
      channel = new Channel(this.#pulse, render, () => this.#channels.delete(page));
      this.#channels.set(page, channel);
    }
    return channel.join().pipeThrough(new ServerSentEventStream());
  }

  /** How many viewers there are. */
  get viewers(): number {
    return [...this.#channels.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** Ends all streams. */
  close(): void {
    for (const channel of this.#channels.values()) channel.close();
  }
}

class Channel {
  readonly #pulse: Pulse;
  readonly #render: () => Promise<LiveParts>;
  readonly #outlets = new Set<Outlet>();
  readonly #close: () => void;
  #regions: Record<string, string> = {};
  #series: readonly string[] | undefined;
  #span: number | undefined;
  #marks = NO_MARKS;
  #trouble: string | undefined;
  #rendering = false;

  constructor(pulse: Pulse, render: () => Promise<LiveParts>, onEmpty: () => void) {
    this.#pulse = pulse;
    this.#render = render;
    const unwatch = pulse.watch(() => this.#update());
    const timer = setInterval(() => this.#tell({ comment: "" }, "alive"), KEEP_ALIVE);
    this.#close = () => {
      unwatch();
      clearInterval(timer);
      onEmpty();
    };
    this.#update();
  }

  get size(): number {
    return this.#outlets.size;
  }

  join(): ReadableStream<ServerSentEventMessage> {
    const outlet = new Outlet(() => {
      this.#outlets.delete(outlet);
      if (this.#outlets.size === 0) this.#close();
    });
    this.#outlets.add(outlet);
    if (this.#series !== undefined) {
      outlet.send(this.#history());
      if (this.#marks !== NO_MARKS) outlet.send({ event: "marks", data: this.#marks });
      outlet.send(event("regions", this.#regions));
    }
    if (this.#trouble !== undefined) outlet.send(event("trouble", { message: this.#trouble }));
    return outlet.events;
  }

  close(): void {
    for (const outlet of this.#outlets) outlet.end();
    this.#outlets.clear();
    this.#close();
  }

  async #update(): Promise<void> {
    if (this.#rendering) return;
    this.#rendering = true;
    try {
      this.#show(await this.#render());
    } catch (error) {
      const { message } = error as Error;
      if (message !== this.#trouble) this.#tell(event("trouble", { message }), "trouble");
      this.#trouble = message;
    } finally {
      this.#rendering = false;
    }
  }

  #show({ regions, series, span, marks = [] }: LiveParts): void {
    const known = this.#trouble === undefined ? this.#regions : {};
    const changed = Object.entries(regions).filter(([id, html]) => known[id] !== html);
    this.#regions = regions;
    const begins = this.#series?.join() !== series.join();
    this.#series = series;
    this.#span = span;
    if (changed.length > 0 || this.#trouble !== undefined) {
      this.#trouble = undefined;
      for (const [id, html] of changed) {
        this.#tell(event("regions", { [id]: html }), `region ${id}`);
      }
    }
    if (begins) this.#tell(this.#history());
    else if (series.length > 0) {
      this.#tell(event("point", this.#pulse.history.newest(series, span)));
    }
    const drawn = JSON.stringify(marks);
    if (drawn === this.#marks) return;
    this.#marks = drawn;
    this.#tell({ event: "marks", data: drawn }, "marks");
  }

  #history(): ServerSentEventMessage {
    return event("history", this.#pulse.history.read(this.#series ?? [], this.#span));
  }

  #tell(message: ServerSentEventMessage, slot?: string): void {
    for (const outlet of this.#outlets) outlet.send(message, slot);
  }
}

function event(name: string, data: unknown): ServerSentEventMessage {
  return { event: name, data: JSON.stringify(data) };
}
