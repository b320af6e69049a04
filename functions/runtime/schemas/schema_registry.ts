/**
 * A client of a schema registry, by Confluent's API.
 *
 * @see {@link https://docs.confluent.io/platform/current/schema-registry/develop/api.html}
 *
 * @module
 */
import { RegistryError } from "./registry_error.ts";

/** The types of schemas, as the registry calls them. */
export type SchemaType = "AVRO" | "JSON" | "PROTOBUF";

/** Another schema that one refers to. */
export interface SchemaReference {
  /** How the schema names it. */
  name: string;
  subject: string;
  version: number;
}

/** A schema, as the registry has it. */
export interface RegisteredSchema {
  id: number;
  type: SchemaType;
  /** Its text. */
  schema: string;
  references: readonly SchemaReference[];
}

/** Where a schema stands: a version of a subject. */
export interface SchemaVersion {
  subject: string;
  version: number;
}

const MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";

/** How long the registry may take to answer, ms. */
const TIMEOUT = 10_000;

/** How long is remembered that there is no such schema, ms: records that name it may be many. */
const ABSENCE = 10_000;

/** Asks a registry, and remembers what never changes: a schema of an id, an id of a schema. */
export class SchemaRegistry {
  /** The base URL of the API. */
  readonly url: string;
  readonly #headers: Record<string, string>;
  readonly #known = new Map<string, Promise<unknown>>();

  /** @param url the base URL of the API; a name and a password in it are sent as HTTP's basic credentials. */
  constructor(url: string) {
    const { username, password } = new URL(url);
    const bare = new URL(url);
    bare.username = bare.password = "";
    this.url = bare.href.replace(/\/+$/, "");
    const credentials = [username, password].map(decodeURIComponent).join(":");
    this.#headers = username ? { authorization: `Basic ${btoa(credentials)}` } : {};
  }

  /** The schema of an id. @throws {RegistryError} 404 where there is none. */
  byId(id: number): Promise<RegisteredSchema> {
    return this.#once(`id ${id}`, async () => {
      const found = await this.#ask<Answer>("GET", `/schemas/ids/${id}`);
      return schemaOf({ id, ...found });
    });
  }

  /** The version of a subject. @throws {RegistryError} 404 where there is none. */
  byVersion(subject: string, version: number): Promise<RegisteredSchema> {
    return this.#once(`version ${version} of ${subject}`, async () => {
      const path = `/subjects/${encodeURIComponent(subject)}/versions/${version}`;
      return schemaOf(await this.#ask<Answer & { id: number }>("GET", path));
    });
  }

  /** The subjects and versions that have the schema of an id. @throws {RegistryError} */
  versionsOf(id: number): Promise<SchemaVersion[]> {
    return this.#ask("GET", `/schemas/ids/${id}/versions`);
  }

  /**
   * The id of a schema, which becomes a version of the subject where it is none yet.
   *
   * @throws {RegistryError} 409 where it does not go with those before it, 422 where it is none.
   */
  register(subject: string, type: SchemaType, schema: string): Promise<number> {
    return this.#once(`${type} of ${subject}: ${schema}`, async () => {
      const path = `/subjects/${encodeURIComponent(subject)}/versions`;
      const { id } = await this.#ask<{ id: number }>("POST", path, { schema, schemaType: type });
      return id;
    });
  }

  /** What was found once, or is being asked for. What failed is asked for again. */
  #once<T>(key: string, find: () => Promise<T>): Promise<T> {
    const known = this.#known.get(key);
    if (known !== undefined) return known as Promise<T>;
    const finding = find();
    this.#known.set(key, finding);
    finding.catch((error) => {
      const isAbsent = error instanceof RegistryError && error.status === 404;
      if (!isAbsent) return this.#known.delete(key);
      Deno.unrefTimer(setTimeout(() => this.#known.delete(key), ABSENCE));
    });
    return finding;
  }

  async #ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    let response: Response;
    let text: string;
    try {
      response = await fetch(this.url + path, {
        method,
        headers: {
          ...this.#headers,
          accept: MEDIA_TYPE,
          ...(body !== undefined && { "content-type": MEDIA_TYPE }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        signal: AbortSignal.timeout(TIMEOUT),
      });
      text = await response.text();
    } catch (cause) {
      const message = `Cannot reach the schema registry at ${this.url}: ${
        (cause as Error).message
      }`;
      throw new RegistryError(message, undefined, { cause });
    }
    const answer = parsed(text);
    if (response.ok && answer !== undefined) return answer as T;
    const said = (answer as { message?: unknown } | undefined)?.message ?? text.slice(0, 200);
    const { status } = response;
    const isOutage = status >= 500 || status === 429 || response.ok;
    const message = `The schema registry answered ${method} ${path} with ${status}: ${said}`;
    throw new RegistryError(message, isOutage ? undefined : status);
  }
}

/** A schema, as the API has it: what is Avro does not say so. */
interface Answer {
  schema: string;
  schemaType?: SchemaType;
  references?: SchemaReference[];
}

function schemaOf(
  { id, schema, schemaType = "AVRO", references = [] }: Answer & { id: number },
): RegisteredSchema {
  return { id, type: schemaType, schema, references };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
