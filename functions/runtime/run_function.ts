/**
 * What all functions do when they start: read their settings, reach Kafka, and serve until they are
 * told to end.
 *
 * @module
 */
import type { Registry } from "prom-client";
import { KafkaProbe } from "../../kafka/client/reachability.ts";
import type { KafkaSettings } from "../../kafka/client/settings.ts";
import { hostOf, isLoopback } from "./config/address.ts";
import { ConfigError } from "./config/config.ts";
import { kafkaSettings } from "./config/kafka_settings.ts";
import type { SharedSettings } from "./config/shared_variables.ts";
import type { AppOptions } from "./http/app.ts";
import { BearerToken } from "./http/auth/bearer_token.ts";
import type { JwtVerifier } from "./http/auth/jwt_verifier.ts";
import { logReadiness } from "./http/health/readiness_log.ts";
import { watchEventLoop } from "./http/health/event_loop_lag.ts";
import { createMetrics } from "./http/health/process_metrics.ts";
import { type ListenerOptions, serve, type ServeOptions } from "./http/serving/serve.ts";

/** The settings that a function cannot do without. */
export type FunctionSettings = SharedSettings & { readonly port: number };

/** What a function is built from. */
export interface FunctionParts<S extends FunctionSettings> {
  settings: S;
  /** How to reach Kafka. */
  connection: KafkaSettings;
  /** Whether Kafka can be reached. */
  probe: KafkaProbe;
  /** What counts is registered here. */
  metrics: Registry;
  /** The options that every application has. */
  common: Pick<AppOptions, "allowedHosts" | "maxBodyBytes" | "metrics" | "token" | "jwt">;
}

/** Options of {@linkcode runFunction}. */
export interface FunctionOptions<S extends FunctionSettings> {
  /** The function's name, for its log and its metrics. */
  name: string;
  /** Loads the settings. @throws {ConfigError} */
  settings(): Promise<S>;
  /** Starts the function's work, and says how to answer requests and how to end. */
  build(parts: FunctionParts<S>): Pick<ServeOptions, "fetch" | "close" | "until">;
}

/** EX_CONFIG of sysexits.h: something was wrong with the configuration. */
const EX_CONFIG = 78;

/** A function that works, and waits for requests. */
export interface StartedFunction<S extends FunctionSettings>
  extends Pick<ServeOptions, "fetch" | "close" | "until"> {
  settings: S;
}

/** Starts a function's work. Wrong settings are listed, and end the process with 78. */
export async function startFunction<S extends FunctionSettings>(
  { name, settings: load, build }: FunctionOptions<S>,
): Promise<StartedFunction<S>> {
  const settings = await settingsOrExit(load);
  const connection = kafkaSettings(settings);
  const probe = new KafkaProbe(connection);
  const metrics = createMetrics(name);
  watchEventLoop(metrics);
  const { allowedHosts, expose, maxBodyBytes, authToken = settings.authTokenFile } = settings;
  const common = {
    allowedHosts: [...allowedHosts, ...expose.map(hostOf)],
    maxBodyBytes,
    metrics,
    token: authToken ? new BearerToken(authToken) : undefined,
    jwt: await jwtOf(settings),
  };
  const { fetch, close, until } = build({ settings, connection, probe, metrics, common });
  return {
    settings,
    fetch,
    until,
    async close() {
      await close();
      probe.close();
    },
  };
}

/** Runs a function until SIGTERM or SIGINT. Wrong settings are listed, and end the process with 78. */
export async function runFunction<S extends FunctionSettings>(
  options: FunctionOptions<S>,
): Promise<void> {
  const { settings, ...started } = await startFunction(options);
  logReadiness(started.fetch);
  serve({ name: options.name, listeners: listenersOf(settings, settings.port), ...started });
}

async function jwtOf(
  { jwtIssuer: issuer, jwtAudience: audience, jwtJwksUrl: jwksUrl, jwtAlgorithms }: SharedSettings,
): Promise<JwtVerifier | undefined> {
  if (!issuer || !audience || !jwksUrl) return undefined;
  // Few need it, and all would wait for it.
  const { JwtVerifier } = await import("./http/auth/jwt_verifier.ts");
  return new JwtVerifier({ issuer, audience, jwksUrl, algorithms: jwtAlgorithms });
}

/** Where a function listens: with TLS where others than this machine reach it, if it has a certificate. */
export function listenersOf(
  { host, expose, tlsCert, tlsKey }: SharedSettings,
  port: number,
): ListenerOptions[] {
  return [host, ...expose].map((address) => ({
    host: address,
    port,
    ...(tlsCert && tlsKey && !isLoopback(address) && { tls: { cert: tlsCert, key: tlsKey } }),
  }));
}

async function settingsOrExit<S>(load: () => Promise<S>): Promise<S> {
  try {
    return await load();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    Deno.exit(EX_CONFIG);
  }
}
