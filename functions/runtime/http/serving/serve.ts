/**
 * A function's server, and its orderly end.
 *
 * @module
 */
import { formatAddress } from "../../config/address.ts";
import { withoutLength } from "./head.ts";
import { RequestsUnderWay } from "./requests_under_way.ts";
import { serveTimed, type TimedServer } from "./timed_server.ts";

/** Where to listen, and by which certificate. */
export interface ListenerOptions {
  host: string;
  port: number;
  /** In PEM. */
  tls?: { cert: string; key: string };
}

/** Options of {@linkcode listen}. */
export interface ListenOptions {
  /** The function's name, for its log. */
  name: string;
  /** Where. */
  listeners: readonly ListenerOptions[];
  fetch(request: Request): Response | Promise<Response>;
}

/** Options of {@linkcode serve}. */
export interface ServeOptions extends ListenOptions {
  /**
   * Finishes the function's work. Called when no new requests are taken any more; those under way
   * are answered meanwhile, so streams without an end must be ended here.
   */
  close(): Promise<void>;
  /** It ends when this settles, as on SIGTERM. */
  until?: Promise<unknown>;
}

/** How long the end may take, in ms. A client that never finishes its request must not hold it up. */
const CLOSE_TIMEOUT = 20_000;

/** How long requests under way are waited for before the work ends, in ms. */
const GRACE = 5_000;

/** Serves until SIGTERM or SIGINT, then finishes the requests and the work under way, and exits 0. */
export function serve({ close, until, ...options }: ServeOptions): void {
  const underWay = new RequestsUnderWay();
  const listening = listen({ ...options, fetch: underWay.counted(options.fetch) });
  endOnSignal(underWay, () => Promise.all([listening.shutdown(), close()]), until);
}

/**
 * Has the process end on SIGTERM or SIGINT: once the requests under way are answered and the work is
 * closed, with 0.
 *
 * @param until it ends when this settles, too.
 */
export function endOnSignal(
  underWay: RequestsUnderWay,
  close: () => Promise<unknown>,
  until?: Promise<unknown>,
): void {
  let ending = false;
  async function end() {
    if (ending) return;
    ending = true;
    setTimeout(() => Deno.exit(1), CLOSE_TIMEOUT);
    await underWay.end(GRACE);
    await close();
    Deno.exit(0);
  }
  for (const signal of ["SIGTERM", "SIGINT"] as const) Deno.addSignalListener(signal, end);
  until?.then(end);
}

/** Serves at each address. Says so and ends the process with 1 if it cannot listen on one. */
export function listen({ name, listeners, fetch }: ListenOptions): Pick<TimedServer, "shutdown"> {
  const servers = listeners.map((listener) => listenAt(name, listener, fetch));
  return {
    async shutdown() {
      await Promise.all(servers.map((server) => server.shutdown()));
    },
  };
}

function listenAt(
  name: string,
  { host, port, tls }: ListenerOptions,
  fetch: ListenOptions["fetch"],
): TimedServer {
  const address = formatAddress({ host, port });
  try {
    const server = serveTimed({ hostname: host, port, ...tls }, (request) => {
      const response = fetch(request);
      return request.method === "HEAD" ? Promise.resolve(response).then(withoutLength) : response;
    });
    console.log(`${name} listens on ${tls ? "https" : "http"}://${address}`);
    return server;
  } catch (error) {
    console.error(`Cannot listen on ${address}: ${(error as Error).message}`);
    Deno.exit(1);
  }
}
