import { Gauge, type Registry } from "prom-client";

/** How often the loop is asked for its turn, ms. */
const PAUSE = 20;

/** How long a hold-up is told, ms: longer than Prometheus stays away. */
const TOLD = 60_000;

/** The longest hold-up of each of so many parts of that time. */
const PARTS = 4;

/**
 * The longest that the event loop was held up of late, in ms: for so long nobody was answered.
 */
export class EventLoopLag {
  #longest: number[] = [0];
  #part = 0;

  /** Notes that a turn came so late. */
  note(ms: number, now: number): void {
    const part = Math.floor(now / (TOLD / PARTS));
    const passed = Math.min(part - this.#part, PARTS + 1);
    this.#part = part;
    this.#longest.push(...Array<number>(passed).fill(0));
    this.#longest = this.#longest.slice(-PARTS - 1);
    this.#longest.push(Math.max(this.#longest.pop()!, ms));
  }

  /** The longest of the last minute. */
  get longest(): number {
    return Math.max(...this.#longest);
  }
}

/** Looks at the event loop for as long as the process lives, and tells of it under prom-client's name. */
export function watchEventLoop(registry: Registry): void {
  const lag = new EventLoopLag();
  let expected = performance.now() + PAUSE;
  Deno.unrefTimer(setInterval(() => {
    const now = performance.now();
    lag.note(Math.max(0, now - expected), now);
    expected = now + PAUSE;
  }, PAUSE));
  new Gauge({
    name: "nodejs_eventloop_lag_max_seconds",
    help: "The longest that the event loop was held up in the last minute, in seconds.",
    registers: [registry],
    collect() {
      this.set(lag.longest / 1_000);
    },
  });
}
