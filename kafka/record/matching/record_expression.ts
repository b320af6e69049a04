/**
 * Conditions on records in CEL, Google's Common Expression Language (cel.dev):
 * `value.city == "Lagos" && offset > 100`. It has no loops without end, and runs without `eval`.
 *
 * @module
 */
import { Environment } from "@marcbachmann/cel-js";
import { isUtf8 } from "node:buffer";
import { RE2JS } from "re2js";
import { asBuffer, markedText } from "../bytes_text.ts";
import type { KafkaRecord } from "../record.ts";

/** Longer expressions are refused, in characters. */
const MAX_LENGTH = 1_000;

/** A longer key or value, in bytes, is no JSON to expressions, but text: its lists would hold up all. */
const MAX_JSON = 128 * 1024;

/** The same where the expression has a loop: so many bytes divided by its parts, each of which it does for each item. */
const LOOP_BYTES = 4 * 1024 * 1024;

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
  const maxJson = checkCalls(program.ast);
  const { valid, error } = program.check();
  if (!valid) throw new SyntaxError(firstLine(error));
  return {
    matches(record) {
      try {
        return program(contextOf(record, maxJson)) === true;
      } catch {
        return false;
      }
    },
    text(record) {
      try {
        return shown(program(contextOf(record, maxJson)));
      } catch {
        return undefined;
      }
    },
  };
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

/**
 * How long a value may be to be JSON to the expression, in bytes.
 *
 * @throws {SyntaxError} for loops over loops, which could take for ever, and so could other patterns.
 */
function checkCalls(ast: unknown): number {
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
  return loops === 0 ? MAX_JSON : Math.min(MAX_JSON, LOOP_BYTES / parts);
}

/** What an expression may name, and its work begun anew. */
function contextOf(
  { topic, partition, offset, timestamp, key, value, headers }: KafkaRecord,
  maxJson: number,
) {
  patternWork = PATTERN_WORK;
  let readKey: { is: unknown } | undefined;
  let readValue: { is: unknown } | undefined;
  return {
    topic,
    partition: BigInt(partition),
    offset: BigInt(offset),
    time: Math.abs(Number(timestamp)) <= 8.64e15 ? new Date(Number(timestamp)) : null,
    headers: Object.fromEntries(headers.map(([name, text]) => [name, text && markedText(text)])),
    // What an expression does not name is not read.
    get key() {
      return (readKey ??= { is: read(key, maxJson) }).is;
    },
    get value() {
      return (readValue ??= { is: read(value, maxJson) }).is;
    },
  };
}

function read(bytes: Uint8Array | null, maxJson: number): unknown {
  if (bytes === null) return null;
  const buffer = asBuffer(bytes);
  if (!isUtf8(buffer)) return bytes;
  const text = buffer.toString();
  if (bytes.length > maxJson || !/^\s*[{["\d-]/.test(text)) return text;
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
