/**
 * Protocol Buffers: schemas in the language of .proto files, values as JSON has them.
 *
 * @module
 */
import protobuf from "protobufjs";
import { SchemaError } from "../registry_error.ts";
import type { NamedSchema, SchemaCodec } from "../schema_codec.ts";
import { messageJson, messageOf } from "./message_json.ts";

/**
 * The codec of a schema: it writes the first message of it, and reads the one that a payload names.
 *
 * @throws {SchemaError} where the schema is none.
 */
export function protobufCodec(
  schema: string,
  references: readonly NamedSchema[] = [],
): SchemaCodec {
  const messages = readMessages(schema, references);
  const [first] = messages;
  if (first === undefined) throw new SchemaError("Cannot use the schema: it has no message");
  return {
    encode(value) {
      const bytes = first.encode(first.create(messageOf(first, value))).finish();
      // One byte stands for the first message: an array of one index, 0.
      return new Uint8Array([0, ...bytes]);
    },
    decode(payload) {
      const reader = protobuf.Reader.create(payload);
      const type = namedMessage(messages, reader);
      return JSON.stringify(messageJson(type, { ...type.decode(reader) }));
    },
  };
}

/** The message that a payload names: by its place among the messages of each level. */
function namedMessage(messages: readonly protobuf.Type[], reader: protobuf.Reader): protobuf.Type {
  const depth = reader.sint32();
  const path = depth === 0 ? [0] : Array.from({ length: depth }, () => reader.sint32());
  let level = messages;
  let found: protobuf.Type | undefined;
  for (const index of path) {
    found = level[index];
    if (found === undefined) throw new Error(`its schema has no message ${path.join(".")}`);
    level = messagesIn(found);
  }
  return found!;
}

function messagesIn(namespace: protobuf.NamespaceBase): protobuf.Type[] {
  return namespace.nestedArray.filter((one): one is protobuf.Type => one instanceof protobuf.Type);
}

/** The messages of a schema, those that are in no other. */
function readMessages(schema: string, references: readonly NamedSchema[]): protobuf.Type[] {
  const root = new protobuf.Root();
  try {
    const main = protobuf.parse(schema, root, { keepCase: true });
    const at = main.package ? root.lookup(main.package) : root;
    // Before others come to the same package.
    const messages = messagesIn(at as protobuf.NamespaceBase);
    const others = references.map(({ schema }) => protobuf.parse(schema, root, { keepCase: true }));
    const imports = [main, ...others].flatMap(({ imports = [] }) => imports);
    for (const name of new Set(imports)) {
      const common = protobuf.common.get(name);
      if (common?.nested) root.addJSON(common.nested);
    }
    root.resolveAll();
    return messages;
  } catch (error) {
    throw new SchemaError(`Cannot use the Protobuf schema: ${(error as Error).message}`);
  }
}
