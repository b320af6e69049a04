/**
 * The SASL mechanism OAUTHBEARER (RFC 7628) for kafkajs's connections. Its own one takes a token that the
 * broker refuses for one that was taken, as it does not look at the answer.
 *
 * @module
 */
import type { Mechanism } from "kafkajs";
import { Buffer } from "node:buffer";
import type { TokenSource } from "../settings.ts";

/** Parts of a message end with it. */
const END = "\x01";

/** The mechanism, with the tokens of this source: each connection asks for one. */
export function oauthBearer(tokens: TokenSource): Mechanism {
  return {
    mechanism: "oauthbearer",
    authenticationProvider: ({ saslAuthenticate }) => ({
      async authenticate() {
        const token = await tokens.token();
        const refusal = await saslAuthenticate({
          request: message(`n,,${END}auth=Bearer ${token}${END}${END}`),
          response: { decode: (bytes) => bytes.subarray(4), parse: (bytes) => bytes.toString() },
        });
        if (!refusal) return;
        tokens.refused(token);
        // What ends the exchange (section 3.2.3): the broker counts and logs a failure.
        await saslAuthenticate({ request: message(END) }).catch(() => {});
        throw new Error(
          `Cannot authenticate by oauthbearer: the broker refuses the token: ${statusOf(refusal)}`,
        );
      },
    }),
  };
}

/** A message, as kafkajs asks for them: behind its length. */
function message(text: string) {
  const bytes = Buffer.alloc(4 + Buffer.byteLength(text));
  bytes.writeInt32BE(bytes.length - 4);
  bytes.write(text, 4);
  return { encode: () => bytes };
}

/** What a refusal gives as its reason (section 3.2.2), such as `invalid_token`. */
function statusOf(refusal: string): string {
  const status = /"status":\s*"([\w.-]{1,64})"/.exec(refusal)?.[1];
  return status ?? "it says no more";
}
