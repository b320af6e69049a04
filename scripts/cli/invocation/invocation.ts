/**
 * Calling a function by hand, and telling what came of it.
 *
 * @module
 */
import { ownStack } from "../own_stack.ts";
import { count, duration, printable, printableLines, style } from "../terminal/terminal.ts";

/** How to call it. */
export interface InvocationOptions {
  /** The records as text: one, a list, or one a line; nothing: none. */
  body?: string;
  /** Call it with so many last records of its topics. */
  last?: number;
  /** Whether nothing is to be written. */
  dryRun: boolean;
  /** The headers that let it in. */
  headers?: Record<string, string>;
}

/** A record that it wrote or would write. */
export interface Output {
  topic: string;
  partition: number | null;
  offset: number | null;
  key: string | null;
  value: string | null;
}

/** What the function's `POST /invoke` answers. */
export interface Invocation {
  message: string;
  dryRun: boolean;
  failed: number;
  ms: number;
  error: string | null;
  records: {
    topic: string;
    partition: number;
    offset: number;
    outcome: "ok" | "failed" | "filtered";
    error: string | null;
    stack?: string;
  }[];
  outputs: Output[];
}

/**
 * Calls a function that runs.
 *
 * @param url its base URL.
 * @throws {Error} with what it says against that; a {@linkcode TypeError} where nobody answers.
 */
export async function invokeRunning(
  url: string,
  { body, last, dryRun, headers }: InvocationOptions,
): Promise<Invocation> {
  const query = new URLSearchParams({ dry_run: `${dryRun}` });
  if (last !== undefined) query.set("last", `${last}`);
  const response = await fetch(`${url}/invoke?${query}`, {
    method: "POST",
    // A text would be sent a second time by `fetch` itself where a kept connection ends before the answer.
    body: new Blob([body ?? ""]),
    headers,
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.detail ?? answer.message ?? `HTTP ${response.status}`);
  return answer;
}

/** What came of a call: a line for each failure, one for each output, and one for all. */
export function invocationText(invocation: Invocation): string {
  const { dryRun, failed, ms, error, records, outputs } = invocation;
  const failures = records.filter(({ outcome }) => outcome === "failed").map((record) => {
    const { topic, partition, offset, error, stack } = record;
    const where = style("red", `${topic}/${partition}/${offset}`);
    return `${where} ${printableLines(ownStack(stack ?? error ?? "failed"))}`;
  });
  const written = outputs.map(({ topic, key, value }) => {
    const shownKey = key === null ? "" : `${printable(key)} `;
    return `${style("cyan", topic)} ${shownKey}${value === null ? "null" : printable(value)}`;
  });
  const filtered = records.filter(({ outcome }) => outcome === "filtered").length;
  const parts = [
    count(records.length, "record"),
    filtered > 0 && `${filtered} filtered out`,
    failed > 0 ? style("red", `${failed} failed`) : "none failed",
    `${count(outputs.length, "output")}${dryRun ? ", not written: a dry run" : " written"}`,
    duration(ms),
  ];
  return [
    ...error === null ? [] : [style("red", printableLines(error))],
    ...failures,
    ...written,
    style("dim", parts.filter(Boolean).join(", ")),
  ].join("\n");
}
