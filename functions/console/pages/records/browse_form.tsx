import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import { ConditionFields, ExpressionFields } from "../../components/search/condition_fields.tsx";
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
        <ConditionFields form={BROWSE} query={query} state={state} />
      </div>
      <ExpressionFields form={BROWSE} query={query} state={state} records={records} />
      <div class="submit">
        <button type="submit" class="primary">Show records</button>
      </div>
    </form>
  );
}
