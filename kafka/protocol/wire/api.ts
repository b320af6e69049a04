import type { Buffer } from "node:buffer";
import { type Field, type Fields, struct, type ValuesOf } from "./fields.ts";
import { WireReader } from "./wire_reader.ts";
import { WireWriter } from "./wire_writer.ts";

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

/**
 * A request from behind the client's id on: the tagged fields that end its header (version 2), and
 * its body.
 */
export function encodeRequest<Q>({ request }: Pick<Api<Q, unknown>, "request">, body: Q): Buffer {
  const writer = new WireWriter().noTaggedFields();
  request.write(writer, body);
  return writer.written;
}

/** A response from behind its correlation id on. @throws {RangeError} when it ends too early. */
export function decodeResponse<R>(
  { response }: Pick<Api<unknown, R>, "response">,
  payload: Uint8Array,
): R {
  const reader = new WireReader(payload);
  reader.taggedFields();
  return response.read(reader);
}
