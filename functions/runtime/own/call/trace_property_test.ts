import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { continueTrace } from "./trace.ts";

const hexadecimal = (length: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: length, maxLength: length });

Deno.test("continueTrace() goes on with each trace of the standard, in a span of its own", () => {
  const isNotZero = (text: string) => /[^0]/.test(text);
  const ids = [hexadecimal(32).filter(isNotZero), hexadecimal(16).filter(isNotZero)] as const;
  fc.assert(fc.property(...ids, hexadecimal(2), (trace, span, flags) => {
    const { traceparent } = continueTrace((name) =>
      name === "traceparent" ? `00-${trace}-${span}-${flags}` : null
    )!;
    const [, traceId, spanId, carried] = traceparent.split("-");
    assertEquals([traceId, carried, spanId.length], [trace, flags, 16]);
    assertEquals(spanId === span, false);
  }));
});

Deno.test("continueTrace() takes any other text for no trace", () => {
  const parts = fc.array(fc.oneof(hexadecimal(2), hexadecimal(16), hexadecimal(31), fc.string()));
  fc.assert(fc.property(fc.oneof(fc.string(), parts.map((parts) => parts.join("-"))), (text) => {
    const shape = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}/;
    if (!shape.test(text.trim())) assertEquals(continueTrace(() => text), undefined);
  }));
});
