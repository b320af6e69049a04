import type { SchemaReference, SchemaType } from "../schema_registry.ts";

/** A schema that was registered. */
interface Kept {
  schema: string;
  schemaType?: SchemaType;
  references?: SchemaReference[];
}

/** A schema registry in memory, over HTTP: as much of Confluent's API as functions ask for. */
export class FakeRegistry implements AsyncDisposable {
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #schemas: Kept[] = [];
  readonly #versions: { subject: string; id: number }[] = [];
  /** What it was asked, as `METHOD path`. */
  readonly asked: string[] = [];
  /** The status of each answer, where it is not able to give others. */
  broken?: number;

  constructor() {
    this.#server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen() {} },
      (request) => this.#answer(request),
    );
  }

  /** Its base URL. */
  get url(): string {
    return `http://127.0.0.1:${this.#server.addr.port}/api`;
  }

  /** Registers a schema, and gives its id. */
  register(subject: string, kept: Kept): number {
    let id = this.#schemas.findIndex((one) => JSON.stringify(one) === JSON.stringify(kept)) + 1;
    if (id === 0) id = this.#schemas.push(kept);
    if (!this.#versions.some((one) => one.subject === subject && one.id === id)) {
      this.#versions.push({ subject, id });
    }
    return id;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }

  async #answer(request: Request): Promise<Response> {
    const path = new URL(request.url).pathname.replace("/api", "");
    this.asked.push(`${request.method} ${path}`);
    if (this.broken) return refusal(this.broken, "it is broken");
    const [, id, versions] = /^\/schemas\/ids\/(\d+)(\/versions)?$/.exec(path) ?? [];
    if (id !== undefined) {
      const kept = this.#schemas[Number(id) - 1];
      if (kept === undefined) return refusal(404, "Schema not found");
      return Response.json(versions ? this.#versionsOf(Number(id)) : kept);
    }
    const [, subject, version] = /^\/subjects\/([^/]+)\/versions(?:\/(\w+))?$/.exec(path) ?? [];
    if (request.method === "POST") {
      const kept: Kept = await request.json();
      if (kept.schema === "{") return refusal(422, "Invalid schema");
      return Response.json({ id: this.register(subject, kept) });
    }
    const found = this.#versions.filter((one) => one.subject === subject).at(Number(version) - 1);
    if (found === undefined) return refusal(404, "Subject not found");
    return Response.json({ ...found, version: Number(version), ...this.#schemas[found.id - 1] });
  }

  #versionsOf(id: number) {
    const counts = new Map<string, number>();
    return this.#versions.flatMap((one) => {
      const version = (counts.get(one.subject) ?? 0) + 1;
      counts.set(one.subject, version);
      return one.id === id ? [{ subject: one.subject, version }] : [];
    });
  }
}

function refusal(status: number, message: string): Response {
  return Response.json({ error_code: status, message }, { status });
}
