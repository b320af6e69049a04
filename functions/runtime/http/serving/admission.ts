/**
 * How much of what clients send is worked on at once. What comes besides waits, unread, for its turn, so that a
 * flood costs neither memory nor the time of those that only ask. Who waits beyond that is turned away.
 *
 * @module
 */
import type { MiddlewareHandler } from "hono";
import { readBytes } from "../body.ts";
import { Problem } from "../problems/problem.ts";

/** Limits of {@linkcode Admission}. */
export interface AdmissionLimits {
  /** How many bytes of bodies are worked on at once. What alone is longer has its turn alone. */
  bytes: number;
  /** How many requests wait at most. */
  waiting?: number;
  /** How long one waits at most, ms. */
  patience?: number;
}

/** How many bodies of the largest size are worked on at once. */
const LARGEST = 2;

/** What a request takes besides its body: its head, and what is made of it, bytes. */
const OVERHEAD = 1_024;

/** What is reckoned for a body whose length is not known before it is read, bytes; others below are short. */
const UNKNOWN = 64 * 1024;

/** The longest that a client is told to wait, in seconds. */
const MAX_RETRY_AFTER = 30;

/** A request whose turn has not come. */
interface Waiting {
  bytes: number;
  since: number;
  resolve(): void;
  reject(problem: Problem): void;
}

/** Gives requests their turns, in the order in which they came. */
export class Admission {
  readonly #limits: Required<AdmissionLimits>;
  #bytes = 0;
  #waiting: Waiting[] = [];
  /** Of those that wait. */
  #waitingBytes = 0;
  #watch: ReturnType<typeof setInterval> | undefined;
  /** How long a turn takes, of late, ms. */
  #turn = 0;

  constructor({ bytes, waiting = 256, patience = 5_000 }: AdmissionLimits) {
    this.#limits = { bytes, waiting, patience };
  }

  /**
   * Resolves with its end, to be called once, when so many bytes may be worked on.
   *
   * @throws {Problem} 429 with the seconds after which there should be room.
   */
  async enter(length: number): Promise<() => void> {
    const bytes = length + OVERHEAD;
    if (this.#waiting.length > 0 || !this.#hasRoom(bytes)) await this.#turnOf(bytes);
    else this.#bytes += bytes;
    const began = performance.now();
    return () => {
      this.#turn += (performance.now() - began - this.#turn) / 8;
      this.#bytes -= bytes;
      this.#next();
    };
  }

  #hasRoom(bytes: number): boolean {
    return this.#bytes === 0 || this.#bytes + bytes <= this.#limits.bytes;
  }

  #turnOf(bytes: number): Promise<void> {
    if (this.#waiting.length >= this.#limits.waiting) throw this.#busy();
    this.#watch ??= setInterval(() => this.#expire(), this.#limits.patience / 20);
    this.#waitingBytes += bytes;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ bytes, since: performance.now(), resolve, reject });
    });
  }

  #next(): void {
    while (this.#waiting.length > 0 && this.#hasRoom(this.#waiting[0].bytes)) {
      const { bytes, resolve } = this.#take();
      this.#bytes += bytes;
      resolve();
    }
    this.#rest();
  }

  #expire(): void {
    const limit = performance.now() - this.#limits.patience;
    while (this.#waiting.length > 0 && this.#waiting[0].since < limit) {
      this.#take().reject(this.#busy());
    }
    this.#rest();
  }

  #take(): Waiting {
    const first = this.#waiting.shift()!;
    this.#waitingBytes -= first.bytes;
    return first;
  }

  #rest(): void {
    if (this.#waiting.length > 0) return;
    clearInterval(this.#watch);
    this.#watch = undefined;
  }

  /** All that is worked on has its end in about a turn, and what waits has its turn in as many as it fills. */
  #busy(): Problem {
    const turns = (this.#bytes + this.#waitingBytes) / this.#limits.bytes;
    const seconds = Math.ceil(this.#turn * turns / 1_000);
    const retryAfter = Math.min(Math.max(seconds, 1), MAX_RETRY_AFTER);
    return new Problem(
      "busy",
      `Cannot take more: ${this.#waiting.length} requests wait for their turn`,
      { headers: { "retry-after": `${retryAfter}` } },
    );
  }
}

/**
 * Gives requests that may have a body their turns: some of the largest size, or a thousand small ones.
 *
 * @param maxBytes how long a body may be.
 */
export function admit(
  maxBytes: number,
  admission = new Admission({ bytes: LARGEST * maxBytes }),
): MiddlewareHandler {
  return async function admit(c, next) {
    const { method, headers } = c.req.raw;
    if (method === "GET" || method === "HEAD") return await next();
    const length = headers.get("content-length");
    const isKnown = length !== null && !headers.has("content-encoding");
    const bytes = Math.min(isKnown ? Number(length) : UNKNOWN, maxBytes);
    const leave = await admission.enter(bytes).catch((problem) =>
      refuse(c.req.raw, problem, bytes)
    );
    try {
      await next();
    } finally {
      leave();
    }
  };
}

/** A short body is read, since Deno closes a connection whose body is not; a longer one is not worth it. */
async function refuse(request: Request, problem: Problem, bytes: number): Promise<never> {
  if (bytes < UNKNOWN) await readBytes(request);
  else problem.headers.connection = "close";
  throw problem;
}
