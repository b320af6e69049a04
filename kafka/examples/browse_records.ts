/**
 * Shows the last records of a topic that contain a text, with no group and no commits:
 * `KAFKA_BROKERS=127.0.0.1:9092 deno run --allow-env --allow-net kafka/examples/browse_records.ts sampleOne 7`
 */
import { browse } from "../reader/browse.ts";
import { bytesToText } from "../record/bytes_text.ts";
import { viewHeaders } from "../record/headers.ts";
import { recordName } from "../record/record.ts";
import { recordTime } from "../record/record_time.ts";

const [topic = "sampleOne", value] = Deno.args;
const addresses = (Deno.env.get("KAFKA_BROKERS") ?? "127.0.0.1:9092").split(",");

const { records, scannedRecords, end } = await browse(
  { brokers: addresses, clientId: "example" },
  topic,
  { from: "latest", limit: 10, filter: { value } },
);
for (const record of records) {
  const shown = record.value === null ? "tombstone" : bytesToText(record.value);
  const time = recordTime(record.timestamp);
  console.log(recordName(record), time, shown, viewHeaders(record.headers));
}
console.log(
  `${records.length} of ${scannedRecords} records that were looked at; it ended by ${end}`,
);
