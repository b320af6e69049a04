import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import type { Gate, Toxic } from "./toxic.ts";

/** How much a direction of a connection holds back before it reads no more, bytes. */
const WINDOW = 1_000_000;

/** Where a link leads to. */
export interface Upstream {
  host: string;
  port: number;
}

/** Both directions' gates, and what opens them for good. */
interface Held {
  toxic: Toxic;
  healed: AbortController;
  there: Gate;
  back: Gate;
}

/** A TCP proxy with one listener and one server behind it, which is bad while it has a toxic. */
export class Link implements AsyncDisposable {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #held: Held | undefined;

  private constructor(readonly host: string, readonly upstream: Upstream) {
    this.#server = createServer({ allowHalfOpen: true }, (socket) => this.#accept(socket));
  }

  /** Listens, on a port that is free where none is given. @throws {Error} where it cannot. */
  static async open(host: string, upstream: Upstream, port = 0): Promise<Link> {
    const link = new Link(host, upstream);
    const listening = once(link.#server, "listening");
    link.#server.listen(port, host);
    await listening;
    return link;
  }

  /** Where it listens. */
  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Is bad in this way from now on, and in no other. */
  poison(toxic: Toxic): void {
    this.heal();
    const healed = new AbortController();
    const gate = () => toxic.gate(healed.signal);
    this.#held = { toxic, healed, there: gate(), back: gate() };
    if (toxic.resets) { for (const socket of this.#sockets) socket.resetAndDestroy(); }
  }

  /** Is well again: what was held back goes on. */
  heal(): void {
    this.#held?.healed.abort();
    this.#held = undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.heal();
    const closed = once(this.#server, "close");
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #accept(client: Socket): void {
    if (this.#held?.toxic.resets) {
      client.resetAndDestroy();
      return;
    }
    const server = connect({ ...this.upstream, allowHalfOpen: true });
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      socket.once("close", () => this.#sockets.delete(socket));
    }
    this.#pass(client, server, ({ there }) => there);
    this.#pass(server, client, ({ back }) => back);
  }

  /** Hands on what one side sends, and its end, each when it may pass; in order. */
  #pass(from: Socket, to: Socket, side: (held: Held) => Gate): void {
    let last = Promise.resolve();
    let waiting = 0;
    const after = (bytes: number, then: () => void) => {
      const passes = this.#held ? side(this.#held)(bytes) : undefined;
      // The time of what comes now runs from now on, whatever is before it.
      last = last.then(() => passes).then(then);
    };
    from.on("data", (chunk: Uint8Array) => {
      waiting += chunk.length;
      if (waiting > WINDOW) from.pause();
      after(chunk.length, () => {
        waiting -= chunk.length;
        if (!to.destroyed) to.write(chunk);
        if (from.isPaused() && waiting <= WINDOW) from.resume();
      });
    });
    from.once("end", () => after(0, () => to.end()));
    // What broke off on one side does so on the other, as far as that is still to be known.
    from.on("error", () => after(0, () => to.resetAndDestroy()));
    from.once("close", () => after(0, () => to.destroySoon()));
  }
}
