import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import { Field } from "../../web/forms/field.tsx";
import type { FormState } from "../../web/forms/form.ts";
import type { Html } from "../../web/html.ts";
import { recordFields } from "../records/record_fields.ts";
import { RECORD_VIEWS } from "../records/record_list.tsx";

interface ConditionFieldsProps {
  /** The id of the form that they stand in. */
  form: string;
  query: URLSearchParams;
  state?: FormState;
}

/** The fields that say what records hold, and how they look. */
export function ConditionFields({ form, query, state }: ConditionFieldsProps): Html {
  const field = (name: string) => ({ form, state, name, value: query.get(name) ?? "" });
  return (
    <>
      <Field {...field("limit")} label="Records at most" placeholder="50" />
      <Field
        {...field("view")}
        label="Lines"
        options={RECORD_VIEWS.map((view) => [view, view] as const)}
      />
      <Field {...field("key")} label="Key contains" />
      <Field {...field("value")} label="Value contains" hint="as it is stored or shown" />
      <Field {...field("header")} label="Header contains" hint="name, value or name:value" />
    </>
  );
}

interface ExpressionFieldsProps extends ConditionFieldsProps {
  /** The records at hand, whose fields are suggested. */
  records: readonly KafkaRecord[];
}

/** The condition, the columns, and how texts are compared. */
export function ExpressionFields({ form, query, state, records }: ExpressionFieldsProps): Html {
  return (
    <>
      <Field
        form={form}
        state={state}
        name="where"
        value={query.get("where") ?? ""}
        label="Condition (CEL)"
        placeholder='value.city == "Lagos" && offset > 100'
        hint="over key, value, headers, topic, partition, offset and time"
        list="record-fields"
        wide
      />
      <datalist id="record-fields">
        {suggestions(records).map((condition) => <option value={condition} />)}
      </datalist>
      <div class="checks">
        {query.getAll("column").map((column) => (
          <label class="check">
            <input type="checkbox" name="column" value={column} checked />
            column {column.slice(0, 100)}
          </label>
        ))}
        <label class="check">
          <input type="checkbox" name="caseless" value="1" checked={query.has("caseless")} />
          upper and lower case are the same
        </label>
        <label class="check">
          <input type="checkbox" name="not" value="1" checked={query.has("not")} />
          those that do not contain it
        </label>
      </div>
    </>
  );
}

/** How many conditions are suggested, and of how many records. */
const SUGGESTED = 40;
const LOOKED_AT = 20;

function suggestions(records: readonly KafkaRecord[]): string[] {
  const fields = records.slice(-LOOKED_AT).flatMap((record) => recordFields(record));
  const byName = new Map(fields.map(({ name, condition }) => [name, condition]));
  return [...byName.values()].slice(0, SUGGESTED);
}
