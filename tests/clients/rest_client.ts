/**
 * A client of REST Proxy v2, as its users write one.
 *
 * @module
 */
import { assertEquals } from "@std/assert";

/** A record as it is answered with. */
export interface ConsumedRecord {
  topic: string;
  key: unknown;
  value: unknown;
  partition: number;
  offset: number;
}

/** Speaks to a proxy. */
export class RestClient {
  readonly #url: string;

  /** @param url its address. */
  constructor(url: string) {
    this.#url = url;
  }

  /** Asks, in a format or none, and returns the body of an answer that must have this status. */
  async ask<T>(
    method: string,
    path: string,
    body?: unknown,
    status = 200,
    format?: string,
  ): Promise<T> {
    const response = await fetch(this.#url + path, {
      method,
      headers: { "content-type": `application/vnd.kafka.${format ? `${format}.` : ""}v2+json` },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    assertEquals(response.status, status, `${method} ${path}: ${text}`);
    return text === "" ? undefined as T : JSON.parse(text);
  }

  /** Writes records in a format, all of which must be acknowledged. */
  async produce(path: string, format: string, records: unknown[]): Promise<void> {
    const response = await fetch(`${this.#url}/topics/${path}`, {
      method: "POST",
      headers: { "content-type": `application/vnd.kafka.${format}.v2+json` },
      body: JSON.stringify({ records }),
    });
    const { offsets } = await response.json();
    assertEquals(offsets.map(({ error }: { error: unknown }) => error), records.map(() => null));
  }

  /** Creates an instance, which is deleted when it is disposed of. */
  async instance(group: string, config: object = {}): Promise<RestInstance> {
    const defaults = { "auto.offset.reset": "earliest", format: "json" };
    const created = await this.ask<{ instance_id: string }>("POST", `/consumers/${group}`, {
      ...defaults,
      ...config,
    });
    return new RestInstance(this, `/consumers/${group}/instances/${created.instance_id}`);
  }
}

/** A consumer instance. */
export class RestInstance implements AsyncDisposable {
  readonly #client: RestClient;
  readonly path: string;

  constructor(client: RestClient, path: string) {
    this.#client = client;
    this.path = path;
  }

  /** Asks about it. */
  ask<T>(method: string, path: string, body?: unknown, status?: number): Promise<T> {
    return this.#client.ask(method, this.path + path, body, status);
  }

  /** Tells it something, which is answered with no words. */
  tell(path: string, body: unknown): Promise<void> {
    return this.ask("POST", path, body, 204);
  }

  /** Asks until it has had so many records. */
  async records(count: number): Promise<ConsumedRecord[]> {
    const all: ConsumedRecord[] = [];
    const end = performance.now() + 60_000;
    while (all.length < count && performance.now() < end) {
      const more = await this.ask<ConsumedRecord[]>("GET", "/records?timeout=5000");
      // One by one, as they may be more than arguments can be.
      for (const record of more) all.push(record);
    }
    return all;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.ask("DELETE", "", undefined, 204);
  }
}
