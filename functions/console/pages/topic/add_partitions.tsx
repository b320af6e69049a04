/**
 * Adding partitions to a topic.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import type { Action } from "../../web/action_route.ts";
import { Field, FoldedForm } from "../../web/forms/field.tsx";
import type { FormState } from "../../web/forms/form.ts";
import { wholeNumber } from "../../web/forms/form_fields.ts";
import { count } from "../../web/text/format.ts";
import { type Html, path } from "../../web/html.ts";
import type { Page } from "../../web/page.tsx";
import type { Console } from "../console.ts";

const FORM = "add-partitions";

const fields = z.object({ total: wholeNumber(1, 100_000) });

interface AddPartitionsFormProps {
  topic: string;
  /** How many there are now. */
  partitions: number;
  state?: FormState;
}

/** The form that adds partitions. */
export function AddPartitionsForm({ topic, partitions, state }: AddPartitionsFormProps): Html {
  return (
    <FoldedForm
      title="Add partitions…"
      id={FORM}
      action={path("topics", topic, "partitions")}
      submit="Add partitions"
      state={state}
    >
      <Field
        form={FORM}
        state={state}
        name="total"
        label="Partitions then"
        type="number"
        min={partitions + 1}
        value={partitions + 1}
        required
        hint="There cannot become fewer, and keys may go to other partitions than before."
      />
    </FoldedForm>
  );
}

/** Adds partitions to a topic. */
export function addPartitions({ cluster }: Console, page: Page): Action<typeof fields> {
  return {
    path: "/topics/:topic/partitions",
    form: FORM,
    fields,
    async act({ total }, param) {
      await cluster.addPartitions(param("topic"), total);
      return {
        message: `There are ${count(total, "partition")} now`,
        to: path("topics", param("topic")),
      };
    },
    page,
    at: (param) => path("topics", param("topic")),
  };
}
