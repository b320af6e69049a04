/**
 * Producing a record.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import { Problem } from "../../../runtime/http/problems/problem.ts";
import type { Action } from "../../web/action_route.ts";
import { Field, FoldedForm, FormProblem } from "../../web/forms/field.tsx";
import type { FormState } from "../../web/forms/form.ts";
import { wholeNumber } from "../../web/forms/form_fields.ts";
import { formatCount } from "../../web/format.ts";
import { type Html, path } from "../../web/html.ts";
import type { Page } from "../../web/page.tsx";
import type { Console } from "../console.ts";
import { partitionOptions } from "./partition_options.ts";

const FORM = "produce";

/** Why nothing can be written to a topic such as `__consumer_offsets`. */
const INTERNAL = "It is Kafka's own topic: only Kafka writes to it.";

const HEADER = /^([^:]+):(.*)$/;

const headers = z.string().default("").transform((given, context) => {
  const lines = given.split("\n").filter((line) => line.trim() !== "");
  const found = lines.map((line) => HEADER.exec(line));
  if (found.every((match) => match !== null)) {
    return found.map(([, name, value]): [string, string] => [name.trim(), value.trim()]);
  }
  context.addIssue("must be name: value, one a line");
  return z.NEVER;
});

const fields = z.object({
  key: z.string().optional(),
  emptyKey: z.string().optional(),
  value: z.string().optional(),
  tombstone: z.string().optional(),
  headers,
  partition: wholeNumber(0).optional(),
});

interface ProduceFormProps {
  topic: string;
  internal: boolean;
  partitions: number;
  state?: FormState;
}

/** The form that produces a record; none for a topic of Kafka's own. */
export function ProduceForm({ topic, internal, partitions, state }: ProduceFormProps): Html {
  const field = { form: FORM, state };
  const wasChecked = (name: string) => state?.id === FORM && state.values[name] !== undefined;
  if (internal) {
    return (
      <>
        <FormProblem id={FORM} state={state} />
        <p class="hint">{INTERNAL}</p>
      </>
    );
  }
  return (
    <div class="commands">
      <FoldedForm
        title="Produce a record…"
        id={FORM}
        action={path("topics", topic, "records")}
        submit="Produce record"
        state={state}
      >
        <div class="fields">
          <Field {...field} name="key" label="Key" hint="empty: no key, unless it is said below" />
          <Field
            {...field}
            name="partition"
            label="Partition"
            options={partitionOptions(partitions, "by the key")}
          />
          <Field
            {...field}
            name="value"
            label="Value"
            rows={5}
            hint="line breaks are written as line feeds"
          />
          <Field
            {...field}
            name="headers"
            label="Headers"
            rows={2}
            hint="name: value, one a line, in this order; without blanks around them"
          />
        </div>
        <label class="check">
          <input type="checkbox" name="emptyKey" value="1" checked={wasChecked("emptyKey")} />
          an empty key, which is not the same as no key
        </label>
        <label class="check">
          <input type="checkbox" name="tombstone" value="1" checked={wasChecked("tombstone")} />
          a tombstone: no value, compaction removes the key
        </label>
      </FoldedForm>
    </div>
  );
}

/** Produces a record. */
export function produceRecord({ cluster }: Console, page: Page): Action<typeof fields> {
  return {
    path: "/topics/:topic/records",
    form: FORM,
    fields,
    async act({ key, emptyKey, value, tombstone, headers, partition }, param) {
      const { name, internal } = await cluster.topic(param("topic"));
      if (internal) throw new Problem("invalid", `Cannot produce to ${name}. ${INTERNAL}`);
      const { partition: written, offset } = await cluster.produce(name, {
        key: key ?? (emptyKey === undefined ? null : ""),
        value: tombstone === undefined ? value ?? "" : null,
        headers,
        partition,
      });
      return {
        message: `Written to partition ${written} at offset ${formatCount(offset)}`,
        to: path("topics", param("topic"), "records"),
      };
    },
    page,
    at: (param) => path("topics", param("topic"), "records"),
  };
}
