import { bytesToText } from "../../kafka/record/bytes_text.ts";
import { viewHeaders } from "../../kafka/record/headers.ts";
import type { KafkaRecord } from "../../kafka/record/record.ts";
import { recordTimeJson } from "../../kafka/record/record_time.ts";

/**
 * A consumed record whole, as `consume --json` prints it, without loss. A key or value that is not
 * UTF-8 is in base64, and `keyEncoding` or `valueEncoding` says so; such a header is `base64:…`.
 */
export function consumedJson(record: KafkaRecord): string {
  const { topic, partition, offset } = record;
  const position = JSON.stringify({ topic, partition, offset });
  const content = JSON.stringify({
    ...shown("key", record.key),
    ...shown("value", record.value),
    ...viewHeaders(record.headers),
  });
  const time = recordTimeJson(record.timestamp);
  return `${position.slice(0, -1)},"time":${time},${content.slice(1)}`;
}

function shown(part: "key" | "value", bytes: Uint8Array | null) {
  if (bytes === null) return { [part]: null };
  const { encoding, text } = bytesToText(bytes);
  return encoding === "text" ? { [part]: text } : { [part]: text, [`${part}Encoding`]: encoding };
}
