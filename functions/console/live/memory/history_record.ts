/**
 * What of the charts' past stands in a record: some steps of all series, and what happened meanwhile;
 * JSON, in gzip (RFC 1952), as most of it are names that repeat.
 *
 * @module
 */
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { z } from "@hono/zod-openapi";
import type { Moment } from "./moments.ts";
import type { Steps } from "./long_history.ts";

/** No record is larger than this, in bytes: 5,000 series of 30 steps are 1.5 MB. */
const MAX_SIZE = 16 * 1024 * 1024;

const record = z.object({
  version: z.literal(1),
  steps: z.array(z.int()).max(100),
  series: z.record(z.string(), z.array(z.number().nullable())),
  /** The names of series that are 0 in all steps. */
  zeros: z.array(z.string()),
  moments: z.array(z.object({
    at: z.number(),
    kind: z.enum([
      ...["broker-gone", "broker-back", "leaders", "members", "restart", "deploy"] as const,
      "chaos",
    ]),
    text: z.string(),
    topics: z.array(z.string()).optional(),
    group: z.string().optional(),
  })),
});

/** Some steps, and what happened in them. */
export interface Remembered extends Steps {
  moments: Moment[];
}

/** The bytes of a record. */
export async function encodeHistory({ steps, series, moments }: Remembered): Promise<Uint8Array> {
  const all = Object.entries(series);
  const isZero = (values: readonly (number | null)[]) => values.every((value) => value === 0);
  const text = JSON.stringify(
    {
      version: 1,
      steps,
      series: Object.fromEntries(
        all.filter(([, values]) => !isZero(values) && values.some((value) => value !== null))
          .map(([name, values]) => [name, values.map(short)]),
      ),
      zeros: all.filter(([, values]) => isZero(values)).map(([name]) => name),
      moments,
    } satisfies z.infer<typeof record>,
  );
  return await promisify(gzip)(text);
}

/** What is in a record. @throws where it is none. */
export async function decodeHistory(bytes: Uint8Array): Promise<Remembered> {
  const text = await promisify(gunzip)(bytes, { maxOutputLength: MAX_SIZE });
  const { steps, series, zeros, moments } = record.parse(JSON.parse(text.toString()));
  const nothing = steps.map(() => 0);
  return {
    steps,
    series: { ...series, ...Object.fromEntries(zeros.map((name) => [name, nothing])) },
    moments,
  };
}

/** Four digits are more than a chart shows. */
function short(value: number | null): number | null {
  return value === null || Math.abs(value) < 10_000 && Number.isInteger(value)
    ? value
    : Number(value.toPrecision(4));
}
