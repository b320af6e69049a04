import { Turn } from "../../../../kafka/in_turns.ts";
import { asBuffer, bytesToText } from "../../../../kafka/record/bytes_text.ts";
import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import { partitionName, type TopicPartition } from "../../../../kafka/topic_partition.ts";
import { RegistryError } from "../../../runtime/schemas/registry_error.ts";
import type { SchemaCodecs } from "../../../runtime/schemas/schema_codecs.ts";
import type { SchemaCodec } from "../../../runtime/schemas/schema_codec.ts";
import { unframe } from "../../../runtime/schemas/wire_format.ts";
import { schemaProblem } from "../../schemas/schema_formats.ts";
import { AnswerBounds, type GatheredRecords, RecordsJson } from "./records_json.ts";

/** Records of an answer whose keys and values are read by the schemas that they name. */
export class SchemaRecords implements GatheredRecords {
  readonly bounds: AnswerBounds;
  readonly #batches: [TopicPartition, readonly KafkaRecord[]][] = [];

  constructor(maxBytes: number) {
    this.bounds = new AnswerBounds(maxBytes);
  }

  /** Where the records of each partition begin. */
  get starts(): (TopicPartition & { offset: number })[] {
    const starts = new Map<string, TopicPartition & { offset: number }>();
    for (const [{ topic, partition }, [first]] of this.#batches) {
      const name = partitionName({ topic, partition });
      if (!starts.has(name)) starts.set(name, { topic, partition, offset: first.offset });
    }
    return [...starts.values()];
  }

  add(at: TopicPartition, records: readonly KafkaRecord[]): number {
    let added = 0;
    while (added < records.length && this.bounds.admit(records[added])) added++;
    if (added > 0) this.#batches.push([at, records.slice(0, added)]);
    return added;
  }

  /**
   * The array of them. What names no schema, or one that it is not of, is given as text, or in base64, so that
   * no record blocks a reader.
   *
   * @throws {Problem} 408 where the registry does not tell.
   */
  async toBody(schemas: SchemaCodecs): Promise<string | ReadableStream<Uint8Array>> {
    const codecs = await this.#codecs(schemas);
    const whole = (bytes: Uint8Array) => embed(bytes, codecs);
    const json = new RecordsJson({ whole, parts: (bytes) => [whole(bytes)] }, Infinity);
    const turn = new Turn();
    for (const [at, records] of this.#batches) {
      for (let added = 0; added < records.length;) {
        added += json.add(at, records.slice(added), turn);
        if (turn.isOver) await turn.pass();
      }
    }
    return json.toBody();
  }

  async #codecs(schemas: SchemaCodecs): Promise<Map<number, SchemaCodec | undefined>> {
    const ids = new Set<number>();
    for (const [, records] of this.#batches) {
      for (const { key, value } of records) {
        for (const bytes of [key, value]) {
          const id = bytes && unframe(bytes)?.id;
          if (id) ids.add(id);
        }
      }
    }
    const found = await Promise.all([...ids].map(async (id) => {
      try {
        return [id, (await schemas.byId(id)).codec] as const;
      } catch (error) {
        if (error instanceof RegistryError && error.isOutage) throw schemaProblem(error);
        return [id, undefined] as const;
      }
    }));
    return new Map(found);
  }
}

function embed(bytes: Uint8Array, codecs: ReadonlyMap<number, SchemaCodec | undefined>): string {
  const framed = unframe(bytes);
  if (framed === undefined) return JSON.stringify(bytesToText(bytes).text);
  try {
    const codec = codecs.get(framed.id);
    if (codec !== undefined) return codec.decode(framed.payload);
  } catch {
    // It says that it is of a schema that it is not of.
  }
  return JSON.stringify(asBuffer(bytes).toString("base64"));
}
