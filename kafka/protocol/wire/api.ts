import type { Buffer } from "node:buffer";
import { type Field, type Fields, struct, type ValuesOf } from "./fields.ts";
import { WireReader } from "./wire_reader.ts";
import { WireWriter } from "./wire_writer.ts";

/** One version of one of Kafka's APIs. */
export interface Api<Request, Response> {
  name: string;
  key: number;
  version: number;
  /** Whether this version is in the encoding of KIP-482, as all are but a few older ones. */
  flexible: boolean;
  request: Field<Request>;
  response: Field<Response>;
}

/** Describes an API by its names in https://kafka.apache.org/protocol. */
export function api<Q extends Fields, R extends Fields>(
  name: string,
  { key, version, flexible = true, request, response }: {
    key: number;
    version: number;
    flexible?: boolean;
    request: Q;
    response: R;
  },
): Api<ValuesOf<Q>, ValuesOf<R>> {
  return { name, key, version, flexible, request: struct(request), response: struct(response) };
}

/**
 * A request from behind the client's id on: the tagged fields that end its header (version 2), and
 * its body.
 */
export function encodeRequest<Q>(
  { request, flexible }: Pick<Api<Q, unknown>, "request" | "flexible">,
  body: Q,
): Buffer {
  const writer = new WireWriter({ flexible }).noTaggedFields();
  request.write(writer, body);
  return writer.written;
}

/** A response from behind its correlation id on. @throws {RangeError} when it ends too early. */
export function decodeResponse<R>(
  { response, flexible }: Pick<Api<unknown, R>, "response" | "flexible">,
  payload: Uint8Array,
): R {
  const reader = new WireReader(payload, { flexible });
  reader.taggedFields();
  return response.read(reader);
}
