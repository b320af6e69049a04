/**
 * Runs a function: its settings, its server, and an orderly end.
 *
 * @module
 */
import { formatAddress } from "../config/address.ts";
import { ConfigError, loadConfig } from "../config/config.ts";
import type { Settings, Variables } from "../config/variable.ts";

/** EX_CONFIG of sysexits.h: something was wrong with the configuration. */
const EX_CONFIG = 78;

/** The function's settings. Where they are wrong, says so and ends the process with 78. */
export function configOrExit<T extends Variables>(variables: T): Promise<Settings<T>> {
  return loadedOrExit(() => loadConfig(variables));
}

/** Settings that are loaded in a way of their own, as {@linkcode configOrExit} does it. */
export async function loadedOrExit<S>(load: () => Promise<S>): Promise<S> {
  try {
    return await load();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    Deno.exit(EX_CONFIG);
  }
}

/** Options of {@linkcode listen}. */
export interface ListenOptions {
  /** The function's name, for its log. */
  name: string;
  host: string;
  port: number;
  fetch(request: Request): Response | Promise<Response>;
}

/** Options of {@linkcode serve}. */
export interface ServeOptions extends ListenOptions {
  /**
   * Finishes the function's work. Called when no new requests are taken any more; those under way
   * are answered meanwhile, so streams without an end must be ended here.
   */
  close(): Promise<void>;
}

/** How long the end may take, in ms. A client that never finishes its request must not hold it up. */
const CLOSE_TIMEOUT = 20_000;

/** Serves until SIGTERM or SIGINT, then finishes the requests and the work under way, and exits 0. */
export function serve({ close, ...options }: ServeOptions): void {
  const server = listen(options);
  let ending = false;
  async function end() {
    if (ending) return;
    ending = true;
    setTimeout(() => Deno.exit(1), CLOSE_TIMEOUT);
    await Promise.all([server.shutdown(), close()]);
    Deno.exit(0);
  }
  for (const signal of ["SIGTERM", "SIGINT"] as const) Deno.addSignalListener(signal, end);
}

/** Serves. Where the address cannot be had, says so and ends the process with 1. */
export function listen({ name, host, port, fetch }: ListenOptions) {
  const address = formatAddress({ host, port });
  try {
    return Deno.serve({
      hostname: host,
      port,
      onListen: () => console.log(`${name} listens on http://${address}`),
    }, fetch);
  } catch (error) {
    console.error(`Cannot listen on ${address}: ${(error as Error).message}`);
    Deno.exit(1);
  }
}
