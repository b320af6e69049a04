/**
 * JSON Web Tokens of an issuer (RFC 7519, RFC 8725): by whom, for whom, until when, and signed by which of
 * the keys that the issuer publishes.
 *
 * @module
 */
import { createRemoteJWKSet, errors, jwtVerify } from "jose";
import { Problem } from "../problems/problem.ts";
import { type Rights, rightsOf } from "./rights.ts";

/** The algorithms that are taken unless told otherwise. None of them is `none`, or shares its key. */
export const ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"] as const;

/** How far the issuer's clock may be off, in seconds. */
const CLOCK_TOLERANCE = 30;

/** How long the issuer's keys are kept, and how soon they may be asked for again, in ms. */
const KEYS_MAX_AGE = 10 * 60_000;
const KEYS_COOLDOWN = 30_000;

/** Whose tokens are taken. */
export interface JwtOptions {
  issuer: string;
  audience: string;
  /** Where the issuer publishes its keys. */
  jwksUrl: string;
  algorithms: readonly string[];
}

/** Verifies tokens of one issuer. Its keys are fetched when they are first needed, and kept. */
export class JwtVerifier {
  readonly #options: JwtOptions;
  readonly #keys: ReturnType<typeof createRemoteJWKSet>;

  constructor(options: JwtOptions) {
    this.#options = options;
    this.#keys = createRemoteJWKSet(new URL(options.jwksUrl), {
      cacheMaxAge: KEYS_MAX_AGE,
      cooldownDuration: KEYS_COOLDOWN,
    });
  }

  /**
   * The rights of a token; `undefined` where it is not valid.
   *
   * @throws {Problem} 503 where the issuer's keys cannot be had.
   */
  async verify(token: string): Promise<Rights | undefined> {
    const { issuer, audience, algorithms } = this.#options;
    try {
      const { payload } = await jwtVerify(token, this.#keys, {
        issuer,
        audience,
        algorithms: [...algorithms],
        clockTolerance: CLOCK_TOLERANCE,
        requiredClaims: ["exp"],
      });
      return rightsOf(payload.instigator);
    } catch (error) {
      if (isOfToken(error)) return undefined;
      const detail = `Cannot fetch the keys of ${issuer} from JWT_JWKS_URL`;
      throw new Problem("noKeys", detail, { headers: { "retry-after": "5" }, cause: error });
    }
  }
}

/** Whether it is the token that is wrong, and not that its issuer cannot be asked. */
function isOfToken(error: unknown): boolean {
  return error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout) &&
    !(error instanceof errors.JWKSInvalid) && error.code !== "ERR_JOSE_GENERIC";
}
