/**
 * Tells the log why a function cannot do its work, as `/readyz` says it: once when it becomes so, and once
 * when it is over. Kafka's own errors reach the log by this, however often they come again.
 *
 * @module
 */

/** How often to look, ms. A function that starts has so long to get ready. */
const INTERVAL = 5_000;

/** Looks at whether a function is ready for as long as the process lives, and keeps none alive. */
export function logReadiness(
  fetch: (request: Request) => Response | Promise<Response>,
): void {
  const log = new ReadinessLog({
    lost: (reason) => console.warn(`Not ready: ${reason}`),
    back: (seconds) => console.log(`Ready again, after ${seconds} s`),
  });
  // One after the other, as an answer may take its time.
  let asking = false;
  const timer = setInterval(async () => {
    if (asking) return;
    asking = true;
    try {
      log.note(await reasonOf(fetch), performance.now());
    } finally {
      asking = false;
    }
  }, INTERVAL);
  Deno.unrefTimer(timer);
}

/** Why a function is not ready, by its own `/readyz`; `undefined` where it is, or has no such route. */
async function reasonOf(
  fetch: (request: Request) => Response | Promise<Response>,
): Promise<string | undefined> {
  const headers = { host: "localhost" };
  const response = await fetch(new Request("http://localhost/readyz", { headers }));
  const body = await response.json().catch(() => ({}));
  return response.status === 503
    ? String(body.detail ?? body.message ?? "it does not say why")
    : undefined;
}

/** What is told. */
interface Told {
  lost(reason: string): void;
  back(seconds: number): void;
}

/** Tells of changes only: a reason that differs by its numbers is the same. */
export class ReadinessLog {
  readonly #told: Told;
  #last?: string;
  #since = 0;

  constructor(told: Told) {
    this.#told = told;
  }

  /** It is not ready for this reason now, or it is. */
  note(reason: string | undefined, now: number): void {
    const kind = reason?.replace(/\d+/g, "#");
    if (kind === this.#last) return;
    if (reason === undefined) this.#told.back(Math.round((now - this.#since) / 1_000));
    else {
      if (this.#last === undefined) this.#since = now;
      this.#told.lost(reason);
    }
    this.#last = kind;
  }
}
