import { Buffer } from "node:buffer";

/** An answer, as far as it matters here. */
export interface Answer {
  status: number;
  retryAfter?: number;
  body: string;
}

const END_OF_HEAD = "\r\n\r\n";

/**
 * A connection that sends one request after the other: no client's pool stands between, so that a thousand
 * of them are a thousand connections.
 */
export class Flooder implements Disposable {
  readonly #connection: Deno.Conn;
  readonly #chunk = new Uint8Array(16 * 1024);

  private constructor(connection: Deno.Conn) {
    this.#connection = connection;
  }

  /** Connects. */
  static async to(url: URL): Promise<Flooder> {
    return new Flooder(await Deno.connect({ hostname: url.hostname, port: Number(url.port) }));
  }

  /** Posts JSON. @throws {Error} when the connection ends before the answer. */
  async post(path: string, body: string): Promise<Answer> {
    const head = `POST ${path} HTTP/1.1\r\nHost: localhost\r\n` +
      "Content-Type: application/vnd.kafka.text.v2+json\r\n" +
      `Content-Length: ${Buffer.byteLength(body)}${END_OF_HEAD}`;
    const bytes = Buffer.from(head + body);
    for (let at = 0; at < bytes.length;) at += await this.#connection.write(bytes.subarray(at));
    return await this.#answer();
  }

  async #answer(): Promise<Answer> {
    let text = "";
    while (true) {
      const count = await this.#connection.read(this.#chunk);
      if (count === null) throw new Error(`The connection ended before the answer: "${text}"`);
      // All that the producer answers here is ASCII.
      text += Buffer.from(this.#chunk.subarray(0, count)).toString("latin1");
      const end = text.indexOf(END_OF_HEAD);
      if (end < 0) continue;
      const head = text.slice(0, end);
      const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0);
      const body = text.slice(end + END_OF_HEAD.length);
      if (body.length < length) continue;
      const retryAfter = /^retry-after: (\d+)$/im.exec(head)?.[1];
      return {
        status: Number(head.slice(9, 12)),
        ...(retryAfter !== undefined && { retryAfter: Number(retryAfter) }),
        body,
      };
    }
  }

  [Symbol.dispose](): void {
    this.#connection.close();
  }
}
