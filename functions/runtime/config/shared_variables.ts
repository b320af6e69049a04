/**
 * The variables that every function reads.
 *
 * @module
 */
import { isLoopback } from "./address.ts";
import {
  addresses,
  algorithms,
  brokers,
  hostNames,
  oneOf,
  pemFile,
  printableName,
  secureUrl,
  text,
  token,
  tokenFile,
  topicName,
  wholeNumber,
} from "./parsers.ts";
import { saslFaults, saslVariables } from "./sasl_variables.ts";
import type { Settings, Variable, Variables } from "./variable.ts";

/** The variables that every function reads. */
export const sharedVariables = {
  brokers: { name: "KAFKA_BROKERS", doc: "Brokers to start from: host:port,…", parse: brokers },
  clientId: {
    name: "KAFKA_CLIENT_ID",
    doc: "How the brokers' logs and quotas name this client.",
    default: "instigator",
    parse: printableName,
  },
  ssl: {
    name: "KAFKA_SSL",
    doc: "Whether to speak TLS to the brokers.",
    default: "false",
    parse: oneOf("true", "false"),
  },
  sslCa: {
    name: "KAFKA_SSL_CA",
    doc: "PEM file of the authority that signed the brokers' certificates.",
    optional: true,
    parse: pemFile,
  },
  sslCert: {
    name: "KAFKA_SSL_CERT",
    doc: "PEM file of the client certificate.",
    optional: true,
    parse: pemFile,
  },
  sslKey: {
    name: "KAFKA_SSL_KEY",
    doc: "PEM file of the client certificate's key.",
    optional: true,
    parse: pemFile,
  },
  ...saslVariables,
  controlTopic: {
    name: "CONTROL_TOPIC",
    doc: "The compacted topic that keeps what every function is wanted to do.",
    default: "instigator-control",
    parse: topicName,
  },
  host: { name: "HOST", doc: "The address to listen on.", default: "127.0.0.1", parse: text },
  allowedHosts: {
    name: "ALLOWED_HOSTS",
    doc: "Host names, besides localhost, that requests may be addressed to.",
    default: "",
    parse: hostNames,
  },
  expose: {
    name: "EXPOSE",
    doc: "Addresses to listen on besides HOST: those by which other machines reach this one.",
    default: "",
    parse: addresses,
  },
  auth: {
    name: "AUTH",
    doc:
      "Whether others than this machine must show a token: required, or none where the network " +
      "keeps them out.",
    default: "required",
    parse: oneOf("required", "none"),
  },
  authToken: {
    name: "AUTH_TOKEN",
    doc: "The token that requests must carry, but those to /healthz and /readyz.",
    optional: true,
    parse: token,
  },
  authTokenFile: {
    name: "AUTH_TOKEN_FILE",
    doc: "A file with that token.",
    optional: true,
    parse: tokenFile,
  },
  jwtIssuer: {
    name: "JWT_ISSUER",
    doc: "Whose JSON Web Tokens are taken: their claim iss.",
    optional: true,
    parse: text,
  },
  jwtAudience: {
    name: "JWT_AUDIENCE",
    doc: "For whom they must be: their claim aud.",
    optional: true,
    parse: text,
  },
  jwtJwksUrl: {
    name: "JWT_JWKS_URL",
    doc: "Where the issuer publishes its keys.",
    optional: true,
    parse: secureUrl,
  },
  jwtAlgorithms: {
    name: "JWT_ALGORITHMS",
    doc: "The algorithms of signatures that are taken, parted by commas.",
    default: "RS256,PS256,ES256,EdDSA",
    parse: algorithms,
  },
  tlsCert: {
    name: "TLS_CERT",
    doc: "PEM file of the certificate to serve other machines with.",
    optional: true,
    parse: pemFile,
  },
  tlsKey: {
    name: "TLS_KEY",
    doc: "PEM file of that certificate's key.",
    optional: true,
    parse: pemFile,
  },
  maxBodyBytes: {
    name: "MAX_BODY_BYTES",
    doc: "The largest request body, in bytes.",
    default: "1048576",
    parse: wholeNumber(1),
  },
} as const satisfies Variables;

/** The settings that every function has. */
export type SharedSettings = Settings<typeof sharedVariables>;

/** The variable of the port to listen on, whose default differs from function to function. */
export function portVariable(port: number) {
  return {
    name: "PORT",
    doc: "The port to listen on.",
    default: `${port}`,
    parse: wholeNumber(1, 65535),
  } as const satisfies Variable<number>;
}

/** What does not fit together of the variables that every function reads. */
export function sharedFaults(
  given: ReadonlySet<string>,
  { ssl, saslMechanism, host = "127.0.0.1", expose = [], auth }: Partial<SharedSettings>,
): string[] {
  const faults: string[] = [];
  const together = (...names: string[]) => {
    const missing = names.filter((name) => !given.has(name));
    if (missing.length > 0 && missing.length < names.length) {
      faults.push(`${missing.join(" and ")} must be set too: ${names.join(", ")} go together`);
    }
  };
  together("KAFKA_SSL_CERT", "KAFKA_SSL_KEY");
  together("TLS_CERT", "TLS_KEY");
  together("JWT_ISSUER", "JWT_AUDIENCE", "JWT_JWKS_URL");
  faults.push(...saslFaults(given, saslMechanism));
  const pem = ["KAFKA_SSL_CA", "KAFKA_SSL_CERT", "KAFKA_SSL_KEY"].filter((name) => given.has(name));
  if (ssl !== "true" && pem.length > 0) {
    faults.push(`KAFKA_SSL must be true for ${pem.join(", ")} to have an effect`);
  }
  const exposed = [host, ...expose].find((address) => !isLoopback(address));
  const hasToken = ["AUTH_TOKEN", "AUTH_TOKEN_FILE", "JWT_ISSUER"].some((name) => given.has(name));
  if (exposed !== undefined && auth !== "none" && !hasToken) {
    faults.push(
      `AUTH_TOKEN_FILE must be set: other machines reach ${exposed}. ` +
        "JWT_ISSUER does, too. Where the network keeps them out, AUTH=none says so",
    );
  }
  if (exposed === undefined && given.has("TLS_CERT")) {
    faults.push(
      "TLS_CERT has no effect: HOST and EXPOSE name no address that other machines reach",
    );
  }
  if (given.has("AUTH_TOKEN") && given.has("AUTH_TOKEN_FILE")) {
    faults.push("AUTH_TOKEN and AUTH_TOKEN_FILE are two tokens: one is enough");
  }
  return faults;
}
