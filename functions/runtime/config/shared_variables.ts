/**
 * The variables that every function reads.
 *
 * @module
 */
import {
  brokers,
  hostNames,
  oneOf,
  pemFile,
  printableName,
  text,
  topicName,
  wholeNumber,
} from "./parsers.ts";
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
  saslMechanism: {
    name: "KAFKA_SASL_MECHANISM",
    doc: "How to authenticate: plain, scram-sha-256 or scram-sha-512.",
    optional: true,
    parse: oneOf("plain", "scram-sha-256", "scram-sha-512"),
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
  { ssl }: { ssl?: SharedSettings["ssl"] },
): string[] {
  const faults: string[] = [];
  const together = (...names: string[]) => {
    const missing = names.filter((name) => !given.has(name));
    if (missing.length > 0 && missing.length < names.length) {
      faults.push(`${missing.join(" and ")} must be set too: ${names.join(", ")} go together`);
    }
  };
  together("KAFKA_SSL_CERT", "KAFKA_SSL_KEY");
  together("KAFKA_SASL_MECHANISM", "KAFKA_SASL_USERNAME", "KAFKA_SASL_PASSWORD");
  const pem = ["KAFKA_SSL_CA", "KAFKA_SSL_CERT", "KAFKA_SSL_KEY"].filter((name) => given.has(name));
  if (ssl !== "true" && pem.length > 0) {
    faults.push(`KAFKA_SSL must be true for ${pem.join(", ")} to have an effect`);
  }
  return faults;
}
