import { bytesToText, markedText } from "../../kafka/record/bytes_text.ts";
import { headersByName } from "../../kafka/record/headers.ts";
import type { KafkaRecord } from "../../kafka/record/record.ts";
import { recordTime } from "../../kafka/record/record_time.ts";

/**
 * A consumed record whole, as `consume --json` prints it. A key or value that is not UTF-8 is in
 * base64, and `keyEncoding` or `valueEncoding` says so; such a header is `base64:…`.
 */
export function consumedJson(record: KafkaRecord): string {
  const { topic, partition, offset, timestamp } = record;
  return JSON.stringify({
    topic,
    partition,
    offset,
    time: recordTime(timestamp),
    ...shown("key", record.key),
    ...shown("value", record.value),
    headers: headersByName(record.headers, (value) => value && markedText(value)),
  });
}

function shown(part: "key" | "value", bytes: Uint8Array | null) {
  if (bytes === null) return { [part]: null };
  const { encoding, text } = bytesToText(bytes);
  return encoding === "text" ? { [part]: text } : { [part]: text, [`${part}Encoding`]: encoding };
}
