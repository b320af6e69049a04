/**
 * The types of google.protobuf that have a form of their own in JSON.
 *
 * @see {@link https://protobuf.dev/programming-guides/json/}
 *
 * @module
 */

/** A form of JSON, and the message that it stands for, whose own JSON has the names of its fields. */
export interface WellKnown {
  /** The message's fields. @throws {Error} that says what the form must be. */
  fields(json: unknown): unknown;
  /** The form, from the fields. */
  form(fields: Record<string, unknown>): unknown;
}

const NANOS = 1_000_000_000n;

const wrapper: WellKnown = {
  fields: (value) => ({ value }),
  form: ({ value }) => value,
};

const timestamp: WellKnown = {
  fields(json) {
    const [, seconds, fraction = ""] =
      /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(?:Z|[+-]\d\d:\d\d)$/i.exec(String(json)) ??
        [];
    const zone = /(Z|[+-]\d\d:\d\d)$/i.exec(String(json))?.[1];
    const ms = Date.parse(`${seconds}${zone}`);
    if (Number.isNaN(ms)) throw new Error("must be a time in ISO 8601, with its zone");
    return { seconds: `${ms / 1000}`, nanos: Number(fraction.padEnd(9, "0")) };
  },
  form({ seconds = "0", nanos = 0 }) {
    const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
    return `${whole}${fractionOf(Number(nanos))}Z`;
  },
};

const duration: WellKnown = {
  fields(json) {
    const [, sign, seconds, fraction = ""] = /^(-?)(\d+)(?:\.(\d{1,9}))?s$/.exec(String(json)) ??
      [];
    if (seconds === undefined) throw new Error(`must be seconds, such as "1.5s"`);
    return {
      seconds: `${sign}${seconds}`,
      nanos: Number(`${sign}${fraction.padEnd(9, "0")}`),
    };
  },
  form({ seconds = "0", nanos = 0 }) {
    const all = BigInt(String(seconds)) * NANOS + BigInt(Number(nanos));
    const size = all < 0n ? -all : all;
    return `${all < 0n ? "-" : ""}${size / NANOS}${fractionOf(Number(size % NANOS))}s`;
  },
};

/** `.5` of half a second, in as many digits as it takes; nothing for none. */
function fractionOf(nanos: number): string {
  return nanos === 0 ? "" : `.${String(nanos).padStart(9, "0").replace(/0+$/, "")}`;
}

/** By the full name of the message. */
export const WELL_KNOWN: Readonly<Record<string, WellKnown>> = {
  ".google.protobuf.Timestamp": timestamp,
  ".google.protobuf.Duration": duration,
  ...Object.fromEntries(
    ["Double", "Float", "Int64", "UInt64", "Int32", "UInt32", "Bool", "String", "Bytes"]
      .map((name) => [`.google.protobuf.${name}Value`, wrapper]),
  ),
};
