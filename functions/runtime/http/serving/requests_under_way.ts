import { deadline } from "@std/async";
import { Problem } from "../problems/problem.ts";

/** How a server answers. */
type Fetch = (request: Request) => Response | Promise<Response>;

/**
 * The requests that are not answered yet. Deno's server, when it shuts down, breaks off the bodies that
 * are still coming in, so it is left running until they have come.
 */
export class RequestsUnderWay {
  #count = 0;
  #isEnding = false;
  readonly #idle = Promise.withResolvers<void>();

  /** Counts requests, and turns away those that come when the end has begun. */
  counted(fetch: Fetch): Fetch {
    return (request) => {
      if (this.#isEnding) return ending().toResponse();
      const response = fetch(request);
      if (!(response instanceof Promise)) return response;
      this.#count++;
      return response.finally(() => this.#settled());
    };
  }

  /** Turns new requests away, and waits until the others are answered; for so many ms at most. */
  async end(graceMs: number): Promise<void> {
    this.#isEnding = true;
    if (this.#count > 0) await deadline(this.#idle.promise, graceMs).catch(() => {});
  }

  #settled(): void {
    if (--this.#count === 0 && this.#isEnding) this.#idle.resolve();
  }
}

/** What a client is told that comes too late, or too slowly. */
export function ending(): Problem {
  const headers = { "retry-after": "1" };
  return new Problem("ending", "Cannot take the request: this process is ending", { headers });
}
