/**
 * Protocol Buffers' scalar values in JSON.
 *
 * @see {@link https://protobuf.dev/programming-guides/json/}
 *
 * @module
 */
import protobuf from "protobufjs";
import { asBuffer } from "../../../../kafka/record/bytes_text.ts";

const { Long } = protobuf.util as unknown as {
  Long: { fromString(text: string, isUnsigned: boolean): unknown };
};

/** The least and the greatest value of each type of whole numbers. */
const RANGES: Record<string, readonly [least: bigint, greatest: bigint]> = {};
for (
  const [bits, signed, unsigned] of [[32, "int32 sint32 sfixed32", "uint32 fixed32"], [
    64,
    "int64 sint64 sfixed64",
    "uint64 fixed64",
  ]] as const
) {
  const half = 1n << BigInt(bits - 1);
  for (const type of signed.split(" ")) RANGES[type] = [-half, half - 1n];
  for (const type of unsigned.split(" ")) RANGES[type] = [0n, 2n * half - 1n];
}

/** What a scalar is where it is not written. */
export function defaultJson(type: string): unknown {
  if (type === "bool") return false;
  if (type === "string" || type === "bytes") return "";
  return type.includes("64") ? "0" : 0;
}

/** A scalar as it is encoded. @throws {Error} that says what it must be. */
export function scalarOf(type: string, json: unknown): unknown {
  switch (type) {
    case "bool":
      if (typeof json === "boolean") return json;
      throw new Error("must be true or false");
    case "string":
      if (typeof json === "string") return json;
      throw new Error("must be text");
    case "bytes":
      return bytesOf(json);
    case "float":
    case "double":
      return floatOf(json);
    default:
      return wholeOf(type, json);
  }
}

/** A scalar that was decoded, as JSON has it: whole numbers of 64 bits as text. */
export function scalarJson(type: string, value: unknown): unknown {
  if (type === "bytes") return asBuffer(value as Uint8Array).toString("base64");
  if (type.includes("64")) return String(value);
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}

function bytesOf(json: unknown): Uint8Array {
  try {
    const isUrl = /[-_]/.test(json as string);
    return Uint8Array.fromBase64(json as string, { alphabet: isUrl ? "base64url" : "base64" });
  } catch {
    throw new Error("must be base64");
  }
}

function floatOf(json: unknown): number {
  if (typeof json === "number") return json;
  const isNumber = typeof json === "string" && json.trim() !== "" &&
    (json === "NaN" || !Number.isNaN(Number(json)));
  if (isNumber) return Number(json);
  throw new Error("must be a number");
}

function wholeOf(type: string, json: unknown): unknown {
  const [least, greatest] = RANGES[type];
  const isWhole = Number.isInteger(json) || (typeof json === "string" && /^-?\d+$/.test(json));
  const whole = isWhole ? BigInt(json as string | number) : undefined;
  if (whole === undefined || whole < least || whole > greatest) {
    throw new Error(`must be a whole number from ${least} to ${greatest}`);
  }
  if (typeof json === "number" && !Number.isSafeInteger(json)) {
    throw new Error("must be text, as JSON's numbers are not exact beyond 2^53");
  }
  if (!type.includes("64")) return Number(whole);
  return Long.fromString(`${whole}`, least === 0n);
}
