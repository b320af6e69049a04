/**
 * Producing a record.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import type { Action } from "../../web/action_route.ts";
import { Field, FoldedForm } from "../../web/forms/field.tsx";
import type { FormState } from "../../web/forms/form.ts";
import { wholeNumber } from "../../web/forms/form_fields.ts";
import { formatCount } from "../../web/format.ts";
import { type Html, path } from "../../web/html.ts";
import type { Page } from "../../web/page.tsx";
import type { Console } from "../console.ts";
import { partitionOptions } from "./partition_options.ts";

const FORM = "produce";

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
  value: z.string().optional(),
  tombstone: z.string().optional(),
  headers,
  partition: wholeNumber(0).optional(),
});

interface ProduceFormProps {
  topic: string;
  partitions: number;
  state?: FormState;
}

/** The form that produces a record. */
export function ProduceForm({ topic, partitions, state }: ProduceFormProps): Html {
  const field = { form: FORM, state };
  const wasTombstone = state?.id === FORM && state.values.tombstone !== undefined;
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
          <Field {...field} name="key" label="Key" hint="empty: no key" />
          <Field
            {...field}
            name="partition"
            label="Partition"
            options={partitionOptions(partitions, "by the key")}
          />
          <Field {...field} name="value" label="Value" rows={5} />
          <Field
            {...field}
            name="headers"
            label="Headers"
            rows={2}
            hint="name: value, one a line"
          />
        </div>
        <label class="check">
          <input type="checkbox" name="tombstone" value="1" checked={wasTombstone} />
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
    async act({ key, value, tombstone, headers, partition }, param) {
      const { partition: written, offset } = await cluster.produce(param("topic"), {
        key: key ?? null,
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
