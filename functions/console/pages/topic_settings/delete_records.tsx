/**
 * Deleting the oldest records of a partition.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import type { PartitionDetail } from "../../../../kafka/admin/topics/topic_detail.ts";
import type { Action } from "../../web/action_route.ts";
import { confirmed, ConfirmField } from "../../web/forms/confirm.tsx";
import { Field, FoldedForm } from "../../web/forms/field.tsx";
import type { FormState } from "../../web/forms/form.ts";
import { wholeNumber } from "../../web/forms/form_fields.ts";
import { count, formatCount } from "../../web/text/format.ts";
import { type Html, path } from "../../web/html.ts";
import type { Page } from "../../web/page.tsx";
import type { Console } from "../console.ts";

const FORM = "delete-records";

const fields = z.object({
  partition: wholeNumber(0),
  below: wholeNumber(0),
  confirm: z.string().optional(),
});

interface DeleteRecordsFormProps {
  topic: string;
  partitions: readonly PartitionDetail[];
  state?: FormState;
}

/** The form that deletes the records of a partition below an offset. */
export function DeleteRecordsForm({ topic, partitions, state }: DeleteRecordsFormProps): Html {
  const field = { form: FORM, state };
  return (
    <FoldedForm
      title="Delete records…"
      id={FORM}
      action={path("topics", topic, "delete-records")}
      submit="Delete these records"
      danger
      state={state}
    >
      <p>The records of a partition below an offset will be gone. Nothing brings them back.</p>
      <div class="fields">
        <Field
          {...field}
          name="partition"
          label="Partition"
          required
          options={partitions.map(({ partition, startOffset, endOffset }) =>
            [
              `${partition}`,
              `${partition}: offsets ${formatCount(startOffset)} to ${formatCount(endOffset)}`,
            ] as const
          )}
        />
        <Field
          {...field}
          name="below"
          label="Below offset"
          required
          hint="it becomes the first one"
        />
        <ConfirmField form={FORM} state={state} name={topic} />
      </div>
    </FoldedForm>
  );
}

/** Deletes the records of a partition below an offset. */
export function deleteRecords({ cluster }: Console, page: Page): Action<typeof fields> {
  return {
    path: "/topics/:topic/delete-records",
    form: FORM,
    fields,
    async act({ partition, below, confirm }, param) {
      const topic = param("topic");
      confirmed(confirm, topic);
      const { from, to } = await cluster.deleteRecordsBelow({ topic, partition }, below);
      return {
        message: `Partition ${partition} begins at offset ${formatCount(to)} now: ` +
          `${count(to - from, "offset")} are gone`,
        to: path("topics", topic, "settings"),
      };
    },
    page,
    at: (param) => path("topics", param("topic"), "settings"),
  };
}
