import DecoderClass from "kafkajs/src/protocol/decoder.js";
import EncoderClass from "kafkajs/src/protocol/encoder.js";
import type { Buffer } from "node:buffer";
import {
  type Decoder,
  type Encoder,
  type Field,
  type Fields,
  passOverTaggedFields,
  struct,
  type ValuesOf,
} from "./fields.ts";

/** One version of one of Kafka's APIs. */
export interface Api<Request, Response> {
  name: string;
  key: number;
  version: number;
  request: Field<Request>;
  response: Field<Response>;
}

/** Describes an API by its names in https://kafka.apache.org/protocol. */
export function api<Q extends Fields, R extends Fields>(
  name: string,
  { key, version, request, response }: { key: number; version: number; request: Q; response: R },
): Api<ValuesOf<Q>, ValuesOf<R>> {
  return { name, key, version, request: struct(request), response: struct(response) };
}

/** A request in the form in which kafkajs's connections take it. */
export function kafkajsRequest<Q, R>(
  { name, key, version, request, response }: Api<Q, R>,
  body: Q,
) {
  return {
    request: {
      apiKey: key,
      apiVersion: version,
      apiName: name,
      encode: () => Promise.resolve(encode(request, body)),
    },
    response: {
      decode: (payload: Buffer) => Promise.resolve(decode(response, payload)),
      parse: (decoded: R) => Promise.resolve(decoded),
    },
  };
}

/** The tagged fields that end a flexible request's header, which kafkajs does not write; its body. */
function encode<T>(field: Field<T>, value: T): Encoder {
  const encoder = new EncoderClass() as unknown as Encoder;
  encoder.writeUVarInt(0);
  field.write(encoder, value);
  return encoder;
}

function decode<T>(field: Field<T>, payload: Buffer): T {
  const decoder = new DecoderClass(payload) as unknown as Decoder;
  passOverTaggedFields(decoder);
  return field.read(decoder);
}
