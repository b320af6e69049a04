import { deadline } from "@std/async";
import { KafkaError } from "../errors.ts";
import { type Api, decodeResponse, encodeRequest } from "../protocol/wire/api.ts";
import { WireReader } from "../protocol/wire/wire_reader.ts";
import { WireWriter } from "../protocol/wire/wire_writer.ts";

/** Beyond this, what was read as a length is some other protocol's text, in bytes. */
const LARGEST_RESPONSE = 64 * 1024 * 1024;

/** Where a broker listens, in plain text. */
export interface BrokerListener {
  host: string;
  port: number;
}

/**
 * Asks one broker over a connection of its own, which ends with the answer. It needs no client, and
 * tells what this very broker knows, whatever state the others are in.
 *
 * @throws {KafkaError} UNREACHABLE when it does not answer within `timeoutMs`.
 */
export async function askBroker<Q, R>(
  { host, port }: BrokerListener,
  api: Api<Q, R>,
  body: Q,
  timeoutMs: number,
): Promise<R> {
  const end = performance.now() + timeoutMs;
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    using connection = await Deno.connect({ hostname: host, port, signal });
    const answer = exchange(connection, requestBytes(api, body));
    answer.catch(() => {});
    return decodeResponse(api, await deadline(answer, Math.max(0, end - performance.now())));
  } catch (error) {
    const { message } = error as Error;
    throw new KafkaError("UNREACHABLE", `Cannot reach ${host}:${port}: ${message}`, {
      cause: error,
    });
  }
}

/** A request with its size and its header (version 2, KIP-482). */
function requestBytes<Q>(api: Api<Q, unknown>, body: Q): Uint8Array {
  const header = new WireWriter().int16(api.key).int16(api.version).int32(0).headerString(null);
  const rest = encodeRequest(api, body);
  const size = new WireWriter().int32(header.written.length + rest.length);
  return new Uint8Array([...size.written, ...header.written, ...rest]);
}

/** Sends the request, and returns the response from behind its correlation id on. */
async function exchange(connection: Deno.TcpConn, request: Uint8Array): Promise<Uint8Array> {
  await writeAll(connection, request);
  const size = new WireReader(await readExactly(connection, 4)).int32();
  if (size < 4 || size > LARGEST_RESPONSE) throw new Error("this is no Kafka broker");
  return (await readExactly(connection, size)).subarray(4);
}

async function writeAll(connection: Deno.TcpConn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
}

async function readExactly(connection: Deno.TcpConn, size: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(size);
  for (let at = 0; at < size;) {
    const count = await connection.read(buffer.subarray(at));
    if (count === null) throw new Error("the broker closed the connection");
    at += count;
  }
  return buffer;
}
