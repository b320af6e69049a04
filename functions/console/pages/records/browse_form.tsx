import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import { RECORD_VIEWS } from "../../components/record_list.tsx";
import { recordFields } from "../../components/record_fields.ts";
import { TimeField, ZoneField } from "../../web/clock/time.tsx";
import { Field, FormProblem } from "../../web/forms/field.tsx";
import { filledIn, type FormState } from "../../web/forms/form.ts";
import type { Html } from "../../web/html.ts";
import { partitionOptions } from "./partition_options.ts";

/** The id of the form. */
export const BROWSE = "browse";

const STARTS = ["latest", "earliest", "offset", "time"].map((from) => [from, from] as const);

interface BrowseFormProps {
  query: URLSearchParams;
  partitions: number;
  state?: FormState;
  /** The records at hand, whose fields are suggested. */
  records: readonly KafkaRecord[];
}

/** The form that chooses which records are shown. */
export function BrowseForm({ query, partitions, state, records }: BrowseFormProps): Html {
  const field = (name: string) => ({ form: BROWSE, state, name, value: query.get(name) ?? "" });
  return (
    <form method="get" class="panel form browse" id={BROWSE} autocomplete="off">
      <FormProblem id={BROWSE} state={state} />
      <ZoneField />
      <div class="fields">
        <Field
          {...field("from")}
          label="From"
          options={STARTS}
        />
        <Field {...field("offset")} label="Offset" placeholder="with from offset" />
        <TimeField {...field("time")} values={filledIn(query)} label="Time" />
        <Field
          {...field("partition")}
          label="Partition"
          options={partitionOptions(partitions, "all")}
        />
        <Field {...field("limit")} label="Records at most" placeholder="50" />
        <Field
          {...field("view")}
          label="Lines"
          options={RECORD_VIEWS.map((view) => [view, view] as const)}
        />
        <Field {...field("key")} label="Key contains" />
        <Field {...field("value")} label="Value contains" hint="as it is stored or shown" />
        <Field {...field("header")} label="Header contains" hint="name, value or name:value" />
      </div>
      <Field
        {...field("where")}
        label="Condition (CEL)"
        placeholder='value.city == "Lagos" && offset > 100'
        hint="over key, value, headers, partition, offset and time"
        list="record-fields"
        wide
      />
      <datalist id="record-fields">
        {suggestions(records).map((condition) => <option value={condition} />)}
      </datalist>
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
      <div class="submit">
        <button type="submit" class="primary">Show records</button>
      </div>
    </form>
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
