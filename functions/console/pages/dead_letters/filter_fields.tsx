import { TimeField, ZoneField } from "../../web/clock/time.tsx";
import { Field } from "../../web/forms/field.tsx";
import type { FormState } from "../../web/forms/form.ts";
import type { Html } from "../../web/html.ts";

interface FilterFieldsProps {
  /** The id of the form that they stand in. */
  form: string;
  values: Record<string, string>;
  state?: FormState;
}

/** The fields that choose letters. */
export function FilterFields({ form, values, state }: FilterFieldsProps): Html {
  const field = (name: string) => ({ form, state, name, value: values[name] ?? "" });
  return (
    <>
      <Field {...field("error")} label="Error contains" />
      <Field {...field("source")} label="From topic" />
      <Field {...field("function")} label="Function" />
      <Field {...field("key")} label="Key contains" />
      <Field {...field("value")} label="Value contains" />
      <ZoneField />
      <TimeField {...field("since")} values={values} label="Since" />
      <TimeField {...field("until")} values={values} label="Until" />
      <Field {...field("letter")} label="Letters" placeholder="0/17, 0/18" />
    </>
  );
}
