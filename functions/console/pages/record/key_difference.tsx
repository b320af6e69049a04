/**
 * What a record changes: its difference to the one before it of the same key.
 *
 * @module
 */
import { diffLines } from "diff";
import type { ClusterReader } from "../../../../kafka/cluster/cluster_client.ts";
import { asBuffer } from "../../../../kafka/record/bytes_text.ts";
import { viewHeaders } from "../../../../kafka/record/headers.ts";
import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import { recordPath } from "../../components/records/record_path.ts";
import { valueWindow } from "../../components/records/value_window.ts";
import { Time } from "../../web/clock/time.tsx";
import { count, formatCount } from "../../web/text/format.ts";
import type { Html } from "../../web/html.ts";

/** How long is looked for the record before, in ms; then it can be gone on. */
const LOOK = 2_000;

/** How much of each of the two is compared, in bytes of HTML, and for how long, in ms. */
const ROOM = 25_000;
const DIFF_TIME = 50;

/** How many of the lines that are the same stand around those that are not. */
const AROUND = 3;

/** The record before, if it was found. */
export interface Previous {
  record?: KafkaRecord;
  /** How many were looked at. */
  looked: number;
  /** Below which offset to go on; undefined: all were looked at. */
  next?: number;
}

/**
 * The last record of the same key before a record.
 *
 * @param before look below this offset.
 */
export async function readPrevious(
  cluster: Pick<ClusterReader, "browse">,
  { topic, partition, key }: KafkaRecord,
  before: number,
): Promise<Previous> {
  const bytes = asBuffer(key!);
  const { records: [record], scannedRecords, end, place } = await cluster.browse(topic, {
    from: "latest",
    place: new Map([[partition, before]]),
    partition,
    limit: 1,
    where: {
      matches: (other) => other.key !== null && bytes.equals(other.key),
      text: () => undefined,
    },
    maxTime: LOOK,
  });
  const isOver = record !== undefined || end === "all";
  return { record, looked: scannedRecords, next: isOver ? undefined : place.get(partition) };
}

/** The difference, or how far was looked for it. */
export function KeyDifference(
  { record, previous }: { record: KafkaRecord; previous: Previous },
): Html {
  const { record: before, looked, next } = previous;
  if (before === undefined) {
    return (
      <p>
        {next === undefined
          ? "There is no record of this key before it."
          : `None of this key is among ${count(looked, "record")} before it.`}{" "}
        {next !== undefined && (
          <a href={`?compare=${next}#difference`}>Look below offset {formatCount(next)}</a>
        )}
      </p>
    );
  }
  return (
    <>
      <p>
        Before it was{" "}
        <a href={recordPath(before)}>{before.partition}:{formatCount(before.offset)}</a>,{" "}
        <Time at={before.timestamp} />
      </p>
      <Difference before={textOf(before)} after={textOf(record)} />
    </>
  );
}

/** Headers and value, a line each where they are JSON. */
function textOf({ headers, value }: KafkaRecord): string {
  const head = headers.length > 0 ? `${JSON.stringify(viewHeaders(headers), null, 2)}\n\n` : "";
  const { text, kind } = valueWindow(value, { room: ROOM });
  return `${head.slice(0, ROOM)}${kind === "null" ? "tombstone" : text}\n`;
}

function Difference({ before, after }: { before: string; after: string }): Html {
  const parts = diffLines(before, after, { timeout: DIFF_TIME });
  if (parts === undefined) return <p>They differ in more than can be shown.</p>;
  if (parts.every(({ added, removed }) => !added && !removed)) {
    return <p>Headers and values are the same, as far as they are shown.</p>;
  }
  return (
    <pre class="difference" tabindex={0} role="group" aria-label="Difference">
      {parts.map(({ added, removed, value }, index) =>
        added
          ? <ins>{marked(value, "+ ")}</ins>
          : removed
          ? <del>{marked(value, "- ")}</del>
          : marked(cut(value, index === 0, index === parts.length - 1), "  ")
      )}
    </pre>
  );
}

function marked(lines: string, mark: string): string {
  return lines.replaceAll(/^(?=[^\n]|\n)/gm, mark);
}

/** Lines that are the same, without those that are far from a change. */
function cut(text: string, isFirst: boolean, isLast: boolean): string {
  const lines = text.split("\n").slice(0, -1);
  const [head, tail] = [isFirst ? 0 : AROUND, isLast ? 0 : AROUND];
  const left = lines.length - head - tail;
  if (left <= 1) return text;
  const kept = [...lines.slice(0, head), `… ${count(left, "line")} …`];
  return [...kept, ...lines.slice(lines.length - tail), ""].join("\n");
}
