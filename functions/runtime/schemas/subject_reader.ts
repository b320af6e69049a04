import { RegistryError } from "./registry_error.ts";
import type { SchemaCodec } from "./schema_codec.ts";
import type { SchemaCodecs } from "./schema_codecs.ts";
import { unframe } from "./wire_format.ts";

/** Reads values of a subject of a schema registry, each by the version that it names. */
export class SubjectReader {
  readonly #subject: string;
  readonly #schemas: SchemaCodecs;
  /** Those that are known to be of the subject, by their ids. */
  readonly #codecs = new Map<number, SchemaCodec>();

  constructor(subject: string, schemas: SchemaCodecs) {
    this.#subject = subject;
    this.#schemas = schemas;
  }

  /**
   * The value, as its JSON has it; a promise only where the registry must be asked.
   *
   * @throws {Error} where the bytes are not of the subject; {@linkcode RegistryError} with `isOutage` where
   * the registry does not tell.
   */
  read(bytes: Uint8Array): unknown {
    const framed = unframe(bytes);
    if (framed === undefined) throw new Error("it is not in the wire format of a schema registry");
    const codec = this.#codecs.get(framed.id);
    if (codec !== undefined) return JSON.parse(codec.decode(framed.payload));
    return this.#find(framed.id).then((codec) => JSON.parse(codec.decode(framed.payload)));
  }

  async #find(id: number): Promise<SchemaCodec> {
    const { codec } = await this.#schemas.byId(id);
    const versions = await this.#schemas.registry.versionsOf(id);
    if (!versions.some(({ subject }) => subject === this.#subject)) {
      throw new RegistryError(`the schema ${id} is no version of ${this.#subject}`, 404);
    }
    this.#codecs.set(id, codec);
    return codec;
  }
}
