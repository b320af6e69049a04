import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import { recordPath } from "../../components/records/record_path.ts";
import type { Html } from "../../web/html.ts";

const LABELS = [
  ["key", "Key"],
  ["value", "Value"],
  ["headers", "Headers"],
  ["json", "JSON line"],
  ["curl", "curl"],
] as const;

/** Copying and downloading a record's parts; without scripts, downloading. */
export function CopyLinks({ record }: { record: KafkaRecord }): Html {
  const there = LABELS.filter(([file]) =>
    (file !== "key" && file !== "value") || record[file] !== null
  );
  return (
    <>
      <p class="commands copies" hidden data-copies>
        <span class="muted">Copy</span>
        {there.map(([file, label]) => (
          <button type="button" data-copy={recordPath(record, "files", file)}>{label}</button>
        ))}
        <span class="muted" role="status" id="copied"></span>
      </p>
      <p class="commands copies">
        <span class="muted">Download</span>
        {there.map(([file, label]) => (
          <a class="button" href={recordPath(record, "files", file)} download>{label}</a>
        ))}
      </p>
    </>
  );
}
