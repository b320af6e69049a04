/**
 * How Kafka is reached where it does not let everybody in: which settings functions get, what of a Secret,
 * and what KEDA is told, which asks Kafka by the same Secret.
 *
 * @module
 */
import { CERTIFICATES } from "../function/names.ts";

/** A way to be let in. */
export interface Security {
  name: string;
  /** What it is, in one line, and which keys the Secret must have. */
  doc: string;
  /** Settings of functions that are no secrets. */
  settings: Readonly<Record<string, string>>;
  /** Settings of functions by the key of the Secret that holds them. */
  secretSettings: Readonly<Record<string, string>>;
  /** Keys of those that the Secret may do without. */
  optional?: readonly string[];
  /** Ports on which functions must reach others than Kafka. */
  ports?: readonly number[];
  /** Keys of the Secret that are files. */
  files: readonly string[];
  /** What KEDA's Kafka trigger is told in the open. */
  trigger: Readonly<Record<string, string>>;
  /** KEDA's parameters by the key of the Secret that holds them. */
  parameters: Readonly<Record<string, string>>;
}

const TLS = {
  settings: { KAFKA_SSL: "true", KAFKA_SSL_CA: `${CERTIFICATES}/ca.crt` },
  secretSettings: {},
  files: ["ca.crt"],
  trigger: { tls: "enable" },
  parameters: { ca: "ca.crt" },
};

/** A name and a password, over TLS. */
function password(mechanism: string, keda: string): Security {
  return {
    name: `sasl-${mechanism}`,
    doc: `A name and a password (${mechanism.toUpperCase()}) over TLS: username, password, ca.crt`,
    settings: { ...TLS.settings, KAFKA_SASL_MECHANISM: mechanism },
    secretSettings: { KAFKA_SASL_USERNAME: "username", KAFKA_SASL_PASSWORD: "password" },
    files: TLS.files,
    trigger: { ...TLS.trigger, sasl: keda },
    parameters: { ...TLS.parameters, username: "username", password: "password" },
  };
}

/** A token of an issuer whom the brokers trust, over TLS. */
const OAUTHBEARER: Security = {
  name: "sasl-oauthbearer",
  doc:
    "Tokens of an OAuth 2.0 issuer (OAUTHBEARER) over TLS: token-url, client-id, client-secret, " +
    "ca.crt and, if need be, scope",
  settings: { ...TLS.settings, KAFKA_SASL_MECHANISM: "oauthbearer" },
  secretSettings: {
    KAFKA_SASL_OAUTH_TOKEN_URL: "token-url",
    KAFKA_SASL_OAUTH_CLIENT_ID: "client-id",
    KAFKA_SASL_OAUTH_CLIENT_SECRET: "client-secret",
    KAFKA_SASL_OAUTH_SCOPE: "scope",
  },
  optional: ["scope"],
  ports: [443],
  files: TLS.files,
  trigger: { ...TLS.trigger, sasl: "oauthbearer" },
  parameters: {
    ...TLS.parameters,
    username: "client-id",
    password: "client-secret",
    oauthTokenEndpointUri: "token-url",
    scopes: "scope",
  },
};

/** A certificate on both sides. */
export const MUTUAL_TLS: Security = {
  name: "mtls",
  doc: "TLS with a certificate of the client: ca.crt, tls.crt, tls.key",
  settings: {
    ...TLS.settings,
    KAFKA_SSL_CERT: `${CERTIFICATES}/tls.crt`,
    KAFKA_SSL_KEY: `${CERTIFICATES}/tls.key`,
  },
  secretSettings: {},
  files: [...TLS.files, "tls.crt", "tls.key"],
  trigger: TLS.trigger,
  parameters: { ...TLS.parameters, cert: "tls.crt", key: "tls.key" },
};

/** All ways, each a component of the tree. */
export const SECURITY: readonly Security[] = [
  { name: "tls", doc: "TLS, and no client is asked who it is: ca.crt", ...TLS },
  MUTUAL_TLS,
  password("plain", "plaintext"),
  password("scram-sha-256", "scram_sha256"),
  password("scram-sha-512", "scram_sha512"),
  OAUTHBEARER,
];
