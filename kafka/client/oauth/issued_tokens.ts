/**
 * Tokens of an issuer, kept while they are good.
 *
 * @module
 */
import { deadline } from "@std/async";
import type { TokenSource } from "../settings.ts";
import { type ClientCredentials, fetchToken } from "./fetch_token.ts";

/** After which part of its life a token is renewed: Kafka's `sasl.login.refresh.window.factor`. */
const RENEW_AT = 0.8;

/** After which part of its life it is used no longer: it could end on its way to the broker. */
const END_AT = 0.95;

/** How long a failure is told to all who ask, and how young a token counts whatever a broker says, in ms. */
const PAUSE = 1_000;

/** How long the issuer may take, and for how long that is waited for where a token is held, in ms. */
const TIMEOUT = 5_000;
const PATIENCE = 1_000;

interface HeldToken {
  token: string;
  /** Times by the clock: when it was asked for, when another is fetched, and when it is used no longer. */
  since: number;
  renewAt: number;
  endsAt: number;
}

/** What tests set. */
export interface IssuedTokensOptions {
  /** A clock that runs on whatever happens to the machine's, in ms. */
  now?(): number;
  timeoutMs?: number;
}

/**
 * The tokens of one client. Connections that ask at the same time share one request, which is made when
 * the first asks. Past {@linkcode RENEW_AT} of its life a token is used only where the issuer gives no other.
 */
export class IssuedTokens implements TokenSource {
  readonly #credentials: ClientCredentials;
  readonly #now: () => number;
  readonly #timeoutMs: number;
  #held: HeldToken | undefined;
  #fetching: Promise<string> | undefined;
  #failure: { error: unknown; until: number } | undefined;

  constructor(
    credentials: ClientCredentials,
    { now = () => performance.now(), timeoutMs = TIMEOUT }: IssuedTokensOptions = {},
  ) {
    this.#credentials = credentials;
    this.#now = now;
    this.#timeoutMs = timeoutMs;
  }

  /** @throws {Error} in one line, where the issuer gives none; nothing is asked for a second then. */
  async token(): Promise<string> {
    const held = this.#held;
    const now = this.#now();
    if (held === undefined || now >= held.endsAt) return await this.#renew();
    if (now < held.renewAt) return held.token;
    return await deadline(this.#renew(), PATIENCE).catch(() => held.token);
  }

  /** Has the next connection get another, where that one is not the issuer's newest. */
  refused(token: string): void {
    const held = this.#held;
    if (held?.token !== token || this.#now() < held.since + PAUSE) return;
    this.#held = undefined;
  }

  #renew(): Promise<string> {
    const failure = this.#failure;
    if (failure && this.#now() < failure.until) return Promise.reject(failure.error);
    this.#fetching ??= this.#fetch().finally(() => this.#fetching = undefined);
    return this.#fetching;
  }

  async #fetch(): Promise<string> {
    const since = this.#now();
    try {
      const { token, lifeMs } = await fetchToken(this.#credentials, this.#timeoutMs);
      this.#held = {
        token,
        since,
        renewAt: since + lifeMs * RENEW_AT,
        endsAt: since + lifeMs * END_AT,
      };
      this.#failure = undefined;
      return token;
    } catch (error) {
      this.#failure = { error, until: this.#now() + PAUSE };
      throw error;
    }
  }
}
