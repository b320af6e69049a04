import type { ServerSentEventMessage } from "@std/http";

/** How many events may wait for a viewer; those that replace one another count once. */
const MAX_WAITING = 300;

/**
 * One viewer's events, on their way. A viewer that is slow gets the newest state of what replaces
 * itself, and holds nobody up; one that falls too far behind is cut off, and its browser begins anew.
 */
export class Outlet {
  /** The events as the viewer takes them. */
  readonly events: ReadableStream<ServerSentEventMessage>;
  readonly #waiting = new Map<string, ServerSentEventMessage>();
  #controller!: ReadableStreamDefaultController<ServerSentEventMessage>;
  readonly #onEnd: () => void;
  #serial = 0;
  #ended = false;

  /** @param onEnd is called when the viewer is gone, or was cut off. */
  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
    this.events = new ReadableStream({
      start: (controller) => void (this.#controller = controller),
      pull: () => this.#flow(),
      cancel: () => {
        this.#ended = true;
        onEnd();
      },
    });
  }

  /** Sends an event. One that waits under the same `slot` is replaced by it. */
  send(event: ServerSentEventMessage, slot = `${this.#serial++}`): void {
    if (this.#ended) return;
    this.#waiting.set(slot, event);
    if (this.#waiting.size > MAX_WAITING) {
      this.end();
      this.#onEnd();
    } else this.#flow();
  }

  /** Ends the stream. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#controller.close();
  }

  #flow(): void {
    while (!this.#ended && (this.#controller.desiredSize ?? 0) > 0) {
      const [first] = this.#waiting;
      if (first === undefined) return;
      this.#waiting.delete(first[0]);
      this.#controller.enqueue(first[1]);
    }
  }
}
