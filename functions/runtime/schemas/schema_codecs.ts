import { RegistryError, SchemaError } from "./registry_error.ts";
import type { NamedSchema, SchemaCodec } from "./schema_codec.ts";
import { type RegisteredSchema, type SchemaReference, SchemaRegistry } from "./schema_registry.ts";

/** The schemas of the registry at a URL; none, where it is undefined. */
export function schemasOf(url: string | undefined): SchemaCodecs | undefined {
  return url === undefined ? undefined : new SchemaCodecs(new SchemaRegistry(url));
}

/** A schema, and what it does between JSON and bytes. */
export interface KnownSchema extends RegisteredSchema {
  codec: SchemaCodec;
}

/** The codecs of a registry's schemas, each made once. */
export class SchemaCodecs {
  readonly registry: SchemaRegistry;
  readonly #known = new Map<number, Promise<KnownSchema>>();

  constructor(registry: SchemaRegistry) {
    this.registry = registry;
  }

  /**
   * The schema of an id.
   *
   * @throws {RegistryError} where the registry does not tell.
   * @throws {SchemaError} where it cannot be worked with.
   */
  byId(id: number): Promise<KnownSchema> {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const making = this.#make(id);
    this.#known.set(id, making);
    making.catch((error) => {
      // The registry itself remembers what it does not have; a schema stays as it is.
      if (error instanceof RegistryError) this.#known.delete(id);
    });
    return making;
  }

  async #make(id: number): Promise<KnownSchema> {
    const found = await this.registry.byId(id);
    const references = await this.#resolve(found.references, new Map());
    return { ...found, codec: await codecOf(found, references) };
  }

  /** The schemas that are referred to, each once and behind those that it refers to itself. */
  async #resolve(
    references: readonly SchemaReference[],
    resolved: Map<string, NamedSchema>,
  ): Promise<NamedSchema[]> {
    for (const { name, subject, version } of references) {
      if (resolved.has(name)) continue;
      const { schema, references } = await this.registry.byVersion(subject, version);
      await this.#resolve(references, resolved);
      resolved.set(name, { name, schema });
    }
    return [...resolved.values()];
  }
}

/** Each is loaded when a schema of its type comes: few functions need them, and all would wait for them. */
async function codecOf(
  { type, schema }: RegisteredSchema,
  references: readonly NamedSchema[],
): Promise<SchemaCodec> {
  switch (type) {
    case "AVRO":
      return (await import("./avro_codec.ts")).avroCodec(schema, references);
    case "JSON":
      return (await import("./json_schema_codec.ts")).jsonSchemaCodec(schema, references);
    case "PROTOBUF":
      return (await import("./protobuf/protobuf_codec.ts")).protobufCodec(schema, references);
    default:
      throw new SchemaError(`Cannot use a schema of the type ${type}: it is none that is known`);
  }
}
