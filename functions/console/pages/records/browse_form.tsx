import { Field, FormProblem } from "../../web/forms/field.tsx";
import type { FormState } from "../../web/forms/form.ts";
import type { Html } from "../../web/html.ts";
import { partitionOptions } from "./partition_options.ts";

/** The id of the form. */
export const BROWSE = "browse";

const STARTS = ["latest", "earliest", "offset", "time"].map((from) => [from, from] as const);

interface BrowseFormProps {
  query: URLSearchParams;
  partitions: number;
  state?: FormState;
}

/** The form that chooses which records are shown. */
export function BrowseForm({ query, partitions, state }: BrowseFormProps): Html {
  const field = (name: string) => ({ form: BROWSE, state, name, value: query.get(name) ?? "" });
  return (
    <form method="get" class="panel form browse" id={BROWSE} autocomplete="off">
      <FormProblem id={BROWSE} state={state} />
      <div class="fields">
        <Field
          {...field("from")}
          label="From"
          options={STARTS}
        />
        <Field {...field("offset")} label="Offset" placeholder="with from offset" />
        <Field {...field("time")} label="Time (UTC)" type="datetime-local" />
        <Field
          {...field("partition")}
          label="Partition"
          options={partitionOptions(partitions, "all")}
        />
        <Field {...field("limit")} label="Records at most" placeholder="50" />
        <Field {...field("key")} label="Key contains" />
        <Field {...field("value")} label="Value contains" hint="as it is stored or shown" />
        <Field {...field("header")} label="Header contains" hint="name, value or name:value" />
      </div>
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
