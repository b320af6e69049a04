/**
 * The trace that a call is part of, from the headers of what called it to those of what it writes.
 *
 * @see {@link https://www.w3.org/TR/trace-context/}
 * @module
 */
import type { OutgoingHeader } from "../../../../kafka/producer/outgoing_record.ts";
import type { Trace } from "../../define/context.ts";
import type { Outgoing } from "../output/outgoing.ts";

/** The headers, in HTTP and, by OpenTelemetry's conventions, in Kafka. */
export const TRACE_PARENT = "traceparent";
export const TRACE_STATE = "tracestate";

/** Version, trace id, the caller's span id, flags; later versions may add to it. */
const PARENT =
  /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})(?:-.*)?$/;

/**
 * The trace that goes on in a call, which is a span of its own in it.
 *
 * Where nothing came with a trace none is begun: as in OpenTelemetry, that is up to who records spans.
 *
 * @param header the text of a header of the record or request, if it has one of that name.
 */
export function continueTrace(
  header: (name: string) => string | null | undefined,
): Trace | undefined {
  const [, traceId, flags] = PARENT.exec(header(TRACE_PARENT)?.trim() ?? "") ?? [];
  if (traceId === undefined) return undefined;
  const tracestate = header(TRACE_STATE) || undefined;
  const traceparent = `00-${traceId}-${spanId()}-${flags}`;
  return tracestate === undefined ? { traceparent } : { traceparent, tracestate };
}

/** Records with the headers of the trace, but for those that have some already. */
export function traced(
  records: readonly Outgoing[],
  trace: Trace | undefined,
): readonly Outgoing[] {
  if (trace === undefined) return records;
  const { traceparent, tracestate } = trace;
  const added: OutgoingHeader[] = [[TRACE_PARENT, traceparent]];
  if (tracestate !== undefined) added.push([TRACE_STATE, tracestate]);
  return records.map((outgoing) => {
    const { topic, record } = outgoing;
    if (record.headers.some(([name]) => name === TRACE_PARENT)) return outgoing;
    return { topic, record: { ...record, headers: [...record.headers, ...added] } };
  });
}

function spanId(): string {
  return crypto.getRandomValues(new Uint8Array(8)).toHex();
}
