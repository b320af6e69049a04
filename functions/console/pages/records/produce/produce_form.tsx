import { Buffer } from "node:buffer";
import type { KafkaRecord } from "../../../../../kafka/record/record.ts";
import { bytesToText } from "../../../../../kafka/record/bytes_text.ts";
import { PLACEHOLDER_NAMES } from "../../../../runtime/producing/template.ts";
import { recordPath } from "../../../components/records/record_path.ts";
import { Field, FoldedForm, FormProblem } from "../../../web/forms/field.tsx";
import type { FormState } from "../../../web/forms/form.ts";
import { formatCount } from "../../../web/text/format.ts";
import { type Html, path, withQuery } from "../../../web/html.ts";
import { partitionOptions } from "../partition_options.ts";
import { headerLines } from "./header_lines.ts";
import { KEY_FORMS, VALUE_FORMS } from "./record_forms.ts";

/** The id of the form. */
export const PRODUCE = "produce";

/** Why nothing can be written to a topic such as `__consumer_offsets`. */
export const INTERNAL = "It is Kafka's own topic: only Kafka writes to it.";

const PLACEHOLDERS = PLACEHOLDER_NAMES.map((name) => `{{${name}}}`).join(" ");

/** How many of those that were written are linked. */
const LINKED = 10;

interface ProduceFormProps {
  topic: string;
  internal: boolean;
  partitions: number;
  /** The query of the page, which stays while records are written. */
  query: URLSearchParams;
  state?: FormState;
}

/** The form that writes records; none for a topic of Kafka's own. It stays open, and filled in. */
export function ProduceForm(props: ProduceFormProps): Html {
  const { topic, internal, partitions, query, state } = props;
  if (internal) {
    return (
      <>
        <FormProblem id={PRODUCE} state={state} />
        <p class="hint">{INTERNAL}</p>
      </>
    );
  }
  const field = { form: PRODUCE, state };
  const isTemplate = state?.id === PRODUCE && state.values.template !== undefined;
  return (
    <div class="commands">
      <FoldedForm
        title="Produce records…"
        id={PRODUCE}
        action={path("topics", topic, "records") + withQuery(query, { copy: undefined })}
        submit="Produce"
        state={state}
      >
        <div class="fields">
          <Field {...field} name="key" label="Key" />
          <Field {...field} name="keyForm" label="Key is" options={KEY_FORMS} />
          <Field {...field} name="valueForm" label="Value is" options={VALUE_FORMS} />
          <Field
            {...field}
            name="partition"
            label="Partition"
            options={partitionOptions(partitions, "by the key")}
          />
          <Field {...field} name="count" label="Records" value={1} hint="how many like it" />
          <Field {...field} name="value" label="Value" rows={5} />
          <Field
            {...field}
            name="headers"
            label="Headers"
            rows={2}
            hint='name: value, one a line, in this order; or JSON such as [["name", null]]'
          />
        </div>
        <label class="check">
          <input type="checkbox" name="template" value="1" checked={isTemplate} />
          <span>
            fill in <code>{PLACEHOLDERS}</code>
          </span>
        </label>
        <p class="hint">
          Text that is empty is no key, and an empty value. Line breaks are written as line feeds.
        </p>
        <WrittenRecords topic={topic} state={state} />
      </FoldedForm>
    </div>
  );
}

/** The way to the records that the form has just written. */
function WrittenRecords({ topic, state }: { topic: string; state?: FormState }): Html {
  const made = state?.id === PRODUCE ? state.made ?? [] : [];
  const rest = made.length - LINKED;
  return (
    <>
      {made.length > 0 && (
        <p class="made">
          Just written: {made.slice(0, LINKED).map((place) => {
            const [partition, offset] = place.split(":").map(Number);
            return (
              <>
                <a href={recordPath({ topic, partition, offset })}>{place}</a>
                {" "}
              </>
            );
          })}
          {rest > 0 && `and ${formatCount(rest)} more`}
        </p>
      )}
    </>
  );
}

/** How much of a page a record may take that is edited there, in bytes of HTML. */
const EDITABLE = 80_000;

/** The form filled in with a record, to be written again; undefined where it is too large for a page. */
export function stateOf({ key, value, headers, partition }: KafkaRecord): FormState | undefined {
  if ((key?.length ?? 0) + (value?.length ?? 0) > EDITABLE) return undefined;
  const values = {
    ...typed("key", key),
    ...typed("value", value),
    headers: headerLines(headers),
    partition: `${partition}`,
    count: "1",
  };
  const cost = Object.values(values).reduce((sum, text) => sum + fieldCost(text), 0);
  return cost > EDITABLE ? undefined : { id: PRODUCE, faults: {}, message: "", values };
}

/** The bytes of HTML that a text takes in a field, where nothing is marked: `&quot;` is the longest. */
function fieldCost(text: string): number {
  return Buffer.byteLength(text) + 5 * (text.match(/[&<>"']/g)?.length ?? 0);
}

function typed(part: "key" | "value", bytes: Uint8Array | null): Record<string, string> {
  if (bytes === null) return { [`${part}Form`]: "none" };
  if (bytes.length === 0) return { [`${part}Form`]: part === "key" ? "empty" : "text" };
  const { encoding, text } = bytesToText(bytes);
  // A browser sends line feeds for whatever breaks lines.
  const isKept = encoding === "text" && !text.includes("\r") &&
    (part === "value" || !/[\n\0]/.test(text)) && !text.includes("\0");
  return isKept
    ? { [part]: text, [`${part}Form`]: "text" }
    : { [part]: Uint8Array.from(bytes).toBase64(), [`${part}Form`]: "base64" };
}
