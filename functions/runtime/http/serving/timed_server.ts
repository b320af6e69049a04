/**
 * A server that closes connections on which no request comes: idle ones, half-sent heads, and heads that
 * drip. `Deno.serve` keeps all of them for ever. Each connection is handed to Deno's own server by itself,
 * so that it can be closed by itself; requests go the way that they go in `Deno.serve`, at the same rate.
 *
 * @module
 */
import { delay } from "@std/async";

/** How a connection's requests are answered. */
type Handler = (request: Request) => Response | Promise<Response>;

/** Options of {@linkcode serveTimed}. */
export interface TimedOptions {
  hostname: string;
  port: number;
  /** In PEM, with `key`: serves HTTPS. */
  cert?: string;
  key?: string;
  /**
   * How long a connection is kept on which no request is under way, ms: whether it is idle, or a head
   * is on its way. It is closed within a second more.
   */
  idleTimeout?: number;
}

/** A server, until it is shut down. */
export interface TimedServer {
  readonly addr: Deno.NetAddr;
  /** Takes no more connections, and settles when the requests under way are answered. */
  shutdown(): Promise<void>;
}

/** With the second until it is seen and closed it is less than ten. */
const IDLE_TIMEOUT = 8_000;

/** How often connections are looked at, ms; with a shorter timeout more often. */
const LOOK = 1_000;

/** The pause after a connection could not be taken, as when there are no file handles left, ms. */
const ACCEPT_PAUSE = 50;

/** Deno's server of one connection, which node:http stands on, too. */
type ServeConnection = (
  connection: Deno.Conn,
  signal: Pick<AbortSignal, "addEventListener">,
  handler: Deno.ServeHandler,
  onError: (error: unknown) => Response,
  onListen: () => void,
) => { finished: Promise<void>; shutdown(): Promise<void> };

/** `undefined` where this Deno has none. */
export function connectionServer(): ServeConnection | undefined {
  const { internal } = Deno as unknown as { internal: symbol };
  const internals =
    (Deno as unknown as Record<symbol, { serveHttpOnConnection?: ServeConnection }>)[
      internal
    ];
  return internals?.serveHttpOnConnection;
}

/**
 * Has Deno's server close a connection, in the place of an AbortSignal. A connection that has ended by itself is
 * unknown to Deno, but not told to be finished yet; closing it throws then, and what is thrown out of an event's
 * listener ends the process.
 */
export class Closing implements Pick<AbortSignal, "addEventListener"> {
  #close: () => void = () => {};

  /** To be called by Deno's server, once. */
  addEventListener(_type: string, close: unknown): void {
    this.#close = close as () => void;
  }

  /** Closes the connection, if it is open. */
  close(): void {
    try {
      this.#close();
    } catch (error) {
      if (!(error instanceof Deno.errors.BadResource)) throw error;
    }
  }
}

/** A connection that is open. */
interface Connection {
  /** How many of its requests are not answered to the last byte. */
  busy: number;
  /** Since when there are none, by the clock of the look that was the last. */
  idleSince: number;
  close(): void;
  shutdown(): Promise<void>;
}

/**
 * Serves. Where Deno cannot serve single connections, it is `Deno.serve`, which closes none.
 *
 * @throws {Deno.errors.AddrInUse} and others, where it cannot listen.
 */
export function serveTimed(options: TimedOptions, handler: Handler): TimedServer {
  const serveConnection = connectionServer();
  const { hostname, port, cert, key, idleTimeout = IDLE_TIMEOUT } = options;
  const tls = cert === undefined || key === undefined ? undefined : { cert, key };
  if (serveConnection === undefined) {
    return Deno.serve({ hostname, port, ...tls, onListen() {} }, (request) => handler(request));
  }
  // HTTP/2 has no Host, by which requests are judged.
  const listener = tls
    ? Deno.listenTls({ hostname, port, ...tls, alpnProtocols: ["http/1.1"] })
    : Deno.listen({ hostname, port });
  const connections = new Set<Connection>();
  const pause = Math.min(LOOK, idleTimeout / 4);
  let [clock, looked] = [0, performance.now()];
  const watch = setInterval(() => {
    const now = performance.now();
    // While this process was held up, nobody's requests could come.
    clock += Math.min(now - looked, 2 * pause);
    looked = now;
    for (const { busy, idleSince, close } of connections) {
      if (busy === 0 && clock - idleSince > idleTimeout) close();
    }
  }, pause);
  Deno.unrefTimer(watch);
  let isEnding = false;

  async function accept(): Promise<void> {
    while (!isEnding) {
      try {
        const socket = await listener.accept();
        try {
          take(socket);
        } catch {
          // It has ended already.
          socket.close();
        }
      } catch {
        if (!isEnding) await delay(ACCEPT_PAUSE);
      }
    }
  }

  function take(socket: Deno.Conn): void {
    const closing = new Closing();
    const connection = { busy: 0, idleSince: clock };
    const settled = () => {
      connection.busy--;
      connection.idleSince = clock;
    };
    const server = serveConnection!(
      socket,
      closing,
      (request, info) => {
        connection.busy++;
        info.completed.then(settled, settled);
        return handler(request);
      },
      failed,
      () => {},
    );
    const open: Connection = Object.assign(connection, {
      close: () => closing.close(),
      shutdown: () => server.shutdown(),
    });
    connections.add(open);
    // A client that resets its connection is no fault.
    server.finished.catch(() => {}).finally(() => connections.delete(open));
  }

  const accepting = accept();
  return {
    addr: listener.addr as Deno.NetAddr,
    async shutdown() {
      isEnding = true;
      listener.close();
      await accepting;
      await Promise.all([...connections].map(async (open) => {
        if (open.busy === 0) open.close();
        else await open.shutdown().catch(() => {});
      }));
      clearInterval(watch);
    },
  };
}

/** What a handler throws is its own to catch. */
function failed(error: unknown): Response {
  console.error(error);
  return new Response("Internal Server Error", { status: 500 });
}
