import { RegistryError } from "../../runtime/schemas/registry_error.ts";
import type { SchemaCodecs } from "../../runtime/schemas/schema_codecs.ts";
import type { RegisteredSchema, SchemaVersion } from "../../runtime/schemas/schema_registry.ts";
import { unframe } from "../../runtime/schemas/wire_format.ts";

/** A key or a value as the schema reads it that it names. */
export interface SchemaView {
  /** The schema's id. */
  id: number;
  /** Where it stands; empty where the registry does not tell. */
  versions: readonly SchemaVersion[];
  /** As JSON; absent: why it is not read is in `fault`. */
  json?: string;
  fault?: string;
}

/** What is seen of a record by its schemas. */
export interface SchemaViews {
  key?: SchemaView;
  value?: SchemaView;
}

/** Reads what records hold by the schemas of a registry. */
export class RecordSchemas {
  readonly #schemas: SchemaCodecs;

  constructor(schemas: SchemaCodecs) {
    this.#schemas = schemas;
  }

  /** A record's key and value, those of them that name a schema which there is. */
  async views(
    { key, value }: { key: Uint8Array | null; value: Uint8Array | null },
  ): Promise<SchemaViews> {
    const [keyView, valueView] = await Promise.all([this.#view(key), this.#view(value)]);
    return { key: keyView, value: valueView };
  }

  /** A schema, and where it stands. @throws {RegistryError} */
  async schema(id: number): Promise<RegisteredSchema & { versions: SchemaVersion[] }> {
    const { registry } = this.#schemas;
    const [schema, versions] = await Promise.all([registry.byId(id), registry.versionsOf(id)]);
    return { ...schema, versions };
  }

  async #view(bytes: Uint8Array | null): Promise<SchemaView | undefined> {
    const framed = bytes && unframe(bytes);
    if (!framed) return undefined;
    const { id, payload } = framed;
    let versions: SchemaVersion[] = [];
    try {
      const { codec } = await this.#schemas.byId(id);
      versions = await this.#schemas.registry.versionsOf(id);
      return { id, versions, json: codec.decode(payload) };
    } catch (error) {
      // Bytes that begin by chance as such a value does.
      if (error instanceof RegistryError && error.status === 404) return undefined;
      return { id, versions, fault: (error as Error).message };
    }
  }
}
