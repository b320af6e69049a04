/**
 * A broker's stand-in for unit tests: it listens on a free port, and answers what it is told to.
 *
 * @module
 */
import type { Api } from "../protocol/wire/api.ts";
import { WireReader } from "../protocol/wire/wire_reader.ts";
import { WireWriter } from "../protocol/wire/wire_writer.ts";

const API_VERSIONS = 18;

/** How an API is answered. */
interface Answer {
  api: Pick<Api<unknown, unknown>, "key" | "version">;
  respond(request: Uint8Array): Uint8Array;
}

/** A broker that answers the APIs it was taught, one request of a connection after the other. */
export class FakeBroker implements AsyncDisposable {
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #connections = new Set<Deno.TcpConn>();
  readonly #answers = new Map<number, Answer>();
  readonly #served: Promise<void>;
  #isSilent = false;

  constructor() {
    this.#served = this.#serve();
  }

  /** Where it listens. */
  get port(): number {
    return this.#listener.addr.port;
  }

  /** Its address, `host:port`. */
  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** How many connections it has now. */
  get connections(): number {
    return this.#connections.size;
  }

  /** Teaches it to answer an API. */
  on<Q, R>(api: Api<Q, R>, respond: (request: Q) => R): this {
    this.#answers.set(api.key, {
      api,
      respond(bytes) {
        const writer = new WireWriter().noTaggedFields();
        api.response.write(writer, respond(api.request.read(new WireReader(bytes))));
        return writer.written;
      },
    });
    return this;
  }

  async #serve(): Promise<void> {
    const serving: Promise<void>[] = [];
    for await (const connection of this.#listener) {
      this.#connections.add(connection);
      serving.push(this.#answerAll(connection).catch(() => {}));
    }
    await Promise.all(serving);
  }

  async #answerAll(connection: Deno.TcpConn): Promise<void> {
    try {
      while (true) {
        const size = await readExactly(connection, 4);
        const request = await readExactly(connection, new DataView(size.buffer).getInt32(0));
        if (!this.#isSilent) await writeAll(connection, this.#answer(request));
      }
    } finally {
      this.#connections.delete(connection);
      connection.close();
    }
  }

  /** The answer with its size and its correlation id. */
  #answer(request: Uint8Array): Uint8Array {
    const view = new DataView(request.buffer);
    const key = view.getInt16(0);
    const correlationId = view.getInt32(4);
    const clientIdLength = Math.max(0, view.getInt16(8));
    // Of an API that is flexible, tagged fields end the header.
    const body = request.subarray(10 + clientIdLength + 1);
    const payload = key === API_VERSIONS ? this.#versions() : this.#answers.get(key)!.respond(body);
    const head = new WireWriter().int32(payload.length + 4).int32(correlationId);
    return new Uint8Array([...head.written, ...payload]);
  }

  /** ApiVersions, version 2, which is what kafkajs asks for. */
  #versions(): Uint8Array {
    const apis = [...this.#answers.values()].map(({ api }) => api);
    const writer = new WireWriter().int16(0).int32(apis.length + 1);
    for (const { key, version } of [...apis, { key: API_VERSIONS, version: 2 }]) {
      writer.int16(key).int16(version).int16(version);
    }
    return writer.int32(0).written;
  }

  /** Hangs: it takes requests, and answers none any more. */
  silence(): void {
    this.#isSilent = true;
  }

  /** Goes away: whoever asks is refused. */
  async stop(): Promise<void> {
    this.#listener.close();
    for (const connection of this.#connections) {
      try {
        connection.close();
      } catch {
        // The other side was faster.
      }
    }
    await this.#served;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop().catch(() => {});
  }
}

async function readExactly(connection: Deno.TcpConn, size: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  for (let read = 0; read < size;) {
    const more = await connection.read(bytes.subarray(read));
    if (more === null) throw new Error("The other side has closed");
    read += more;
  }
  return bytes;
}

async function writeAll(connection: Deno.TcpConn, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    written += await connection.write(bytes.subarray(written));
  }
}
