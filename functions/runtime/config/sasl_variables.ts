/**
 * The variables that say who a function is to Kafka.
 *
 * @module
 */
import { oneOf, secureUrl, text } from "./parsers.ts";
import type { Settings, Variables } from "./variable.ts";

/** Who a function is to Kafka, and how it shows it. */
export const saslVariables = {
  saslMechanism: {
    name: "KAFKA_SASL_MECHANISM",
    doc: "How to authenticate: plain, scram-sha-256, scram-sha-512 or oauthbearer.",
    optional: true,
    parse: oneOf("plain", "scram-sha-256", "scram-sha-512", "oauthbearer"),
  },
  saslUsername: {
    name: "KAFKA_SASL_USERNAME",
    doc: "The user to authenticate as.",
    optional: true,
    parse: text,
  },
  saslPassword: {
    name: "KAFKA_SASL_PASSWORD",
    doc: "That user's password.",
    optional: true,
    parse: text,
  },
  saslOAuthTokenUrl: {
    name: "KAFKA_SASL_OAUTH_TOKEN_URL",
    doc: "The endpoint that gives out tokens for oauthbearer, by the client credentials grant.",
    optional: true,
    parse: secureUrl,
  },
  saslOAuthClientId: {
    name: "KAFKA_SASL_OAUTH_CLIENT_ID",
    doc: "The client to ask it as.",
    optional: true,
    parse: text,
  },
  saslOAuthClientSecret: {
    name: "KAFKA_SASL_OAUTH_CLIENT_SECRET",
    doc: "That client's secret.",
    optional: true,
    parse: text,
  },
  saslOAuthScope: {
    name: "KAFKA_SASL_OAUTH_SCOPE",
    doc: "What the token is to be good for, parted by spaces.",
    optional: true,
    parse: text,
  },
} as const satisfies Variables;

/** The settings of those variables. */
export type SaslVariables = Settings<typeof saslVariables>;

const { saslMechanism, saslUsername, saslPassword, saslOAuthScope, ...client } = saslVariables;

/** What a name and a password need. */
const PASSWORD: readonly string[] = [saslUsername.name, saslPassword.name];

/** What a token needs. */
const CLIENT: readonly string[] = Object.values(client).map(({ name }) => name);

/** What does not fit together of them: each mechanism has variables of its own. */
export function saslFaults(
  given: ReadonlySet<string>,
  mechanism: SaslVariables["saslMechanism"],
): string[] {
  const isByToken = mechanism === "oauthbearer";
  const isUnknown = mechanism === undefined && given.has(saslMechanism.name);
  if (isUnknown) return [];
  const needed = isByToken ? CLIENT : PASSWORD;
  const names = [saslMechanism.name, ...needed];
  const missing = names.filter((name) => !given.has(name));
  const faults: string[] = [];
  if (missing.length > 0 && missing.length < names.length) {
    faults.push(`${missing.join(" and ")} must be set too: ${names.join(", ")} go together`);
  }
  const others = (isByToken ? PASSWORD : [...CLIENT, saslOAuthScope.name])
    .filter((name) => given.has(name));
  if (others.length > 0) {
    const other = isByToken ? "plain or scram-sha-…" : "oauthbearer";
    faults.push(
      `${saslMechanism.name} must be ${other} for ${others.join(", ")} to have an effect`,
    );
  }
  return faults;
}
