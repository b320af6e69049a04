/**
 * Conditions on records in CEL, Google's Common Expression Language (cel.dev):
 * `value.city == "Lagos" && offset > 100`. It has no loops without end, and runs without `eval`.
 *
 * @module
 */
import { Environment } from "@marcbachmann/cel-js";
import { isUtf8 } from "node:buffer";
import { RE2JS } from "re2js";
import { asBuffer, beginningOf, markedText } from "../bytes_text.ts";
import type { KafkaRecord } from "../record.ts";

/** Longer expressions are refused, in characters. */
const MAX_LENGTH = 1_000;

/** A longer key or value, in bytes, is no JSON to expressions, but text: its lists would hold up all. */
const MAX_JSON = 128 * 1024;

/**
 * The same where the expression has a loop: so many bytes divided by its parts, each of which it does for each item, and
 * slowly where it makes no sense for one.
 */
const LOOP_BYTES = 256 * 1024;

/** Of a longer key or value, in bytes, an expression sees the beginning. */
const MAX_SEEN = 8 * 1024 * 1024;

/** An item of a list in JSON has two bytes at least. */
const ITEM_BYTES = 2;

/** How many headers an expression sees: the first ones. */
const MAX_HEADERS = 10_000;

/**
 * How much patterns may look at for one record, in characters times steps of a pattern's program: a tenth of a second or
 * two. Of a text that is longer they look at the beginning.
 */
const PATTERN_WORK = 8_000_000;

/** What is left of it for the record at hand. */
let patternWork = 0;

/** Patterns that were compiled, so that each is once. */
const patterns = new Map<string, RE2JS>();
const MAX_PATTERNS = 50;

const environment = new Environment({
  limits: { maxAstNodes: 200, maxDepth: 30, maxListElements: 100 },
});
for (const name of ["key", "value", "headers", "partition", "offset", "time", "topic"]) {
  environment.registerVariable(name, "dyn");
}
// The library's own `matches` is JavaScript's, whose patterns can take for ever; RE2's cannot.
environment.registerFunction("string.matchesRe2(string): bool", (text: string, regex: string) => {
  let pattern = patterns.get(regex);
  if (pattern === undefined) {
    if (patterns.size >= MAX_PATTERNS) patterns.clear();
    patterns.set(regex, pattern = RE2JS.compile(regex));
  }
  const seen = text.slice(0, Math.floor(patternWork / pattern.programSize()));
  patternWork -= seen.length * pattern.programSize();
  return pattern.matcher(seen).find();
});

/** An expression that is ready. */
export interface RecordExpression {
  /** Whether a record meets it. One that it makes no sense for, as it lacks a field, does not. */
  matches(record: KafkaRecord): boolean;
  /** What it gives for a record, as text; undefined where that is nothing. */
  text(record: KafkaRecord): string | undefined;
}

/**
 * Reads an expression over `key`, `value` (JSON where it is JSON, else text), `headers` (by name), `topic`,
 * `partition`, `offset` and `time`.
 *
 * @throws {SyntaxError} that says what is wrong with it.
 */
export function parseExpression(source: string): RecordExpression {
  if (source.length > MAX_LENGTH) {
    throw new SyntaxError(`it is longer than ${MAX_LENGTH} characters`);
  }
  const program = parsed(withRe2(source));
  const bounds = checkCalls(program.ast);
  const { valid, error } = program.check();
  if (!valid) throw new SyntaxError(firstLine(error));
  const evaluate = (record: KafkaRecord) => withoutTraces(() => program(contextOf(record, bounds)));
  return {
    matches(record) {
      try {
        return evaluate(record) === true;
      } catch {
        return false;
      }
    },
    text(record) {
      try {
        return shown(evaluate(record));
      } catch {
        return undefined;
      }
    },
  };
}

/** Each item that a loop makes no sense for is an error, whose trace nobody sees and takes most of the time. */
function withoutTraces<T>(evaluate: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return evaluate();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function parsed(source: string) {
  try {
    return environment.parse(source);
  } catch (error) {
    throw new SyntaxError(firstLine(error));
  }
}

function firstLine(error: unknown): string {
  return (error as Error).message.split("\n", 1)[0];
}

/** Strings, and what is called outside of them. */
const PARTS = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\.\s*matches\s*\(/g;

const LOOPS: ReadonlySet<string> = new Set([
  ...["all", "exists", "exists_one", "map", "filter", "transformList", "transformMap"],
  ...["transformMapEntry"],
]);

/** Has RE2 do what the library's own `matches` does. */
function withRe2(source: string): string {
  return source.replace(PARTS, (part) => part.startsWith(".") ? ".matchesRe2(" : part);
}

/** How much of a record an expression sees. */
interface Bounds {
  /** How long a key or value may be to be JSON, in bytes. */
  json: number;
  /** How much of one that is no text is seen, in bytes: a loop looks at each of them. */
  bytes: number;
}

/**
 * How much an expression may see of a record.
 *
 * @throws {SyntaxError} for loops over loops, which could take for ever, and so could other patterns.
 */
function checkCalls(ast: unknown): Bounds {
  let loops = 0;
  let parts = 0;
  const seen = new Set<unknown>();
  const waiting = [ast];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (typeof node !== "object" || node === null || seen.has(node)) continue;
    seen.add(node);
    const { op, args } = node as { op?: unknown; args?: unknown };
    if (op !== undefined) parts++;
    const name = (op === "rcall" || op === "call") && Array.isArray(args) ? args[0] : undefined;
    if (name === "matches") throw new SyntaxError("matches must follow its text: text.matches(…)");
    if (LOOPS.has(name) && ++loops > 1) {
      throw new SyntaxError("only one of all, exists, exists_one, map and filter can be used");
    }
    waiting.push(...Object.values(node), args);
  }
  if (loops === 0) return { json: MAX_JSON, bytes: Infinity };
  const json = Math.min(MAX_JSON, LOOP_BYTES / parts);
  return { json, bytes: Math.floor(json / ITEM_BYTES) };
}

/** What an expression may name, and its work begun anew. */
function contextOf(
  { topic, partition, offset, timestamp, key, value, headers }: KafkaRecord,
  bounds: Bounds,
) {
  patternWork = PATTERN_WORK;
  let readKey: { is: unknown } | undefined;
  let readValue: { is: unknown } | undefined;
  let readHeaders: Record<string, string | null> | undefined;
  return {
    topic,
    partition: BigInt(partition),
    offset: BigInt(offset),
    time: Math.abs(Number(timestamp)) <= 8.64e15 ? new Date(Number(timestamp)) : null,
    // What an expression does not name is not read.
    get headers() {
      return readHeaders ??= Object.fromEntries(
        headers.slice(0, MAX_HEADERS).map(([name, text]) => [name, text && markedText(text)]),
      );
    },
    get key() {
      return (readKey ??= { is: read(key, bounds) }).is;
    },
    get value() {
      return (readValue ??= { is: read(value, bounds) }).is;
    },
  };
}

function read(bytes: Uint8Array | null, bounds: Bounds): unknown {
  if (bytes === null) return null;
  const buffer = beginningOf(asBuffer(bytes), MAX_SEEN);
  if (!isUtf8(buffer)) return buffer.subarray(0, bounds.bytes);
  const text = buffer.toString();
  if (bytes.length > bounds.json || !/^\s*[{["\d-]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function shown(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return markedText(value);
  if (typeof value !== "object") return `${value}`;
  return JSON.stringify(value, (_, inner) => typeof inner === "bigint" ? `${inner}` : inner);
}
