import type { Registry } from "prom-client";
import { PatientRegistry } from "./patient_registry.ts";

/** Up to so many characters are one piece, which has a length. */
const WHOLE = 256 * 1_024;

/**
 * What `/metrics` answers with: a text, or a stream where there is much of it, which takes neither the memory
 * of all of it nor the event loop for as long as it takes to encode that.
 */
export async function metricsBody(
  registry: Registry,
): Promise<string | ReadableStream<Uint8Array>> {
  if (!(registry instanceof PatientRegistry)) return await registry.metrics();
  const parts = registry.parts();
  let begun = "";
  while (begun.length < WHOLE) {
    const { value, done } = await parts.next();
    if (done) return begun;
    begun += value;
  }
  return ReadableStream.from(following(begun, parts)).pipeThrough(new TextEncoderStream());
}

async function* following(begun: string, parts: AsyncIterable<string>): AsyncGenerator<string> {
  yield begun;
  yield* parts;
}
