/**
 * The records that a function is to be called with by hand.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { eachItem, valueStart } from "../../../../kafka/record/json/json_source.ts";
import { parseRecordJson, RECORD_MEMBERS } from "../../../../kafka/record/record_json.ts";
import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import { Problem } from "../../http/problems/problem.ts";

/**
 * The records in a body: one, a list of them, or one a line; each as `consume --json` prints it, with
 * what one cares for, or no more than its value.
 *
 * @param topic of those that do not say theirs.
 * @throws {Problem} 400, 422.
 */
export function readInvocation(body: string, topic: string): KafkaRecord[] {
  return itemsOf(body).map((item, index) => {
    const { parsed, source } = item;
    if (!isRecord(parsed)) return recordOf({ value: valueOf(parsed, source) }, topic, index);
    try {
      const { topic: own = topic, offset = index } = parsed as { topic?: string; offset?: number };
      return recordOf({ ...parseRecordJson(source), offset }, own, index);
    } catch (error) {
      throw new Problem("invalid", `Cannot take record ${index}: ${(error as Error).message}`);
    }
  });
}

/** What stands in a body, and how it is spelled there. */
interface Item {
  parsed: unknown;
  source: string;
}

function itemsOf(body: string): Item[] {
  const whole = parsed(body);
  if (whole !== undefined) {
    if (!Array.isArray(whole.parsed)) return [whole];
    const list: unknown[] = whole.parsed;
    const items: Item[] = [];
    eachItem(body, valueStart(body), (from, to) => {
      items.push({ parsed: list[items.length], source: body.slice(from, to) });
    });
    return items;
  }
  const lines = body.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line, index) => {
    const item = parsed(line);
    if (item !== undefined) return item;
    const place = lines.length > 1 ? `line ${index + 1}` : "the body";
    throw new Problem(
      "malformed",
      `Cannot read ${place}: it is no JSON; send a record, a list of them, or one a line`,
    );
  });
}

function parsed(source: string): Item | undefined {
  try {
    return { parsed: JSON.parse(source), source: source.trim() };
  } catch {
    return undefined;
  }
}

/** Whether it is a record, or no more than a value: a record has a key or a value, and nothing odd. */
function isRecord(item: unknown): boolean {
  if (typeof item !== "object" || item === null || Array.isArray(item)) return false;
  return ("value" in item || "key" in item) &&
    Object.keys(item).every((name) => RECORD_MEMBERS.includes(name));
}

/** Text is the value's text, as in records; all else is written as it is spelled. */
function valueOf(parsed: unknown, source: string): Buffer | null {
  return parsed === null ? null : Buffer.from(typeof parsed === "string" ? parsed : source);
}

function recordOf(given: Partial<KafkaRecord>, topic: string, index: number): KafkaRecord {
  return {
    partition: 0,
    offset: index,
    timestamp: Date.now(),
    key: null,
    value: null,
    headers: [],
    ...given,
    topic,
  };
}
