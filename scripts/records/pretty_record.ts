import { bytesToText, markedText } from "../../kafka/record/bytes_text.ts";
import { layOutJson } from "../../kafka/record/json/json_text.ts";
import { type KafkaRecord, recordName } from "../../kafka/record/record.ts";
import { recordTime } from "../../kafka/record/record_time.ts";
import { printable, printableLines, style } from "../cli/terminal/terminal.ts";

/** A record for people: where it is, when, its key and headers, and its value, JSON laid out. */
export function prettyRecord(record: KafkaRecord): string {
  const { timestamp, key, value, headers } = record;
  const head = [
    style("bold", printable(recordName(record))),
    style("dim", `${recordTime(timestamp)}`),
    ...(key === null ? [] : [`${style("dim", "key")} ${printable(markedText(key))}`]),
  ];
  return [
    head.join("  "),
    ...headers.map(([name, value]) =>
      `${style("dim", `${printable(name)}:`)} ${
        printable(value === null ? "null" : markedText(value))
      }`
    ),
    value === null ? style("dim", "null: a tombstone") : valueText(value),
    "",
  ].join("\n");
}

function valueText(value: Uint8Array): string {
  const { encoding, text } = bytesToText(value);
  if (encoding === "base64") return style("dim", "base64:") + text;
  return printableLines(layOutJson(text) ?? text);
}
