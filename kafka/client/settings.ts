/** How to reach a cluster. */
export interface KafkaSettings {
  /** Brokers to start from, `host:port` each. */
  readonly brokers: readonly string[];
  /** How the brokers' logs and quotas name this client. */
  readonly clientId: string;
  /** How long a broker may take for an answer that has no time of its own, ms; 5,000 if absent. */
  readonly requestTimeoutMs?: number;
  /** Absent: plain text. */
  readonly tls?: TlsSettings;
  /** Absent: no authentication. */
  readonly sasl?: SaslSettings;
}

/** TLS; each text is in PEM. */
export interface TlsSettings {
  /** The authority that signed the brokers' certificates; absent: those that the system trusts. */
  readonly ca?: string;
  /** The client's certificate and its key, where brokers ask for one. */
  readonly cert?: string;
  readonly key?: string;
}

/** Who authenticates, and how. */
export type SaslSettings = PasswordSettings | OAuthBearerSettings;

/** By a name and a password. */
export interface PasswordSettings {
  readonly mechanism: "plain" | "scram-sha-256" | "scram-sha-512";
  readonly username: string;
  readonly password: string;
}

/** By a token that an issuer whom the brokers trust gave out (KIP-255). */
export interface OAuthBearerSettings {
  readonly mechanism: "oauthbearer";
  readonly tokens: TokenSource;
}

/** Where tokens come from. */
export interface TokenSource {
  /**
   * The token for a connection that authenticates now. Each one asks, so that what is good is kept.
   *
   * @throws {Error} in one line, where there is none to be had.
   */
  token(): Promise<string>;
  /** Tells that a broker did not take a token, whatever its issuer said of its life. */
  refused(token: string): void;
}
