/**
 * Calling a function by hand, from a form.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import type { Invoked } from "../../sources/own_function.ts";
import { Field, FoldedForm } from "../../web/forms/field.tsx";
import {
  formAfter,
  type FormState,
  orProblem,
  readFields,
  readForm,
} from "../../web/forms/form.ts";
import { type Html, path, pathPart } from "../../web/html.ts";
import { Badge } from "../../web/text/marks.tsx";
import type { Page, Site } from "../../web/page.tsx";
import { showPage } from "../../web/page_route.tsx";
import { type Column, Table } from "../../web/table.tsx";
import type { Console } from "../console.ts";
import { functionOf } from "./function_of.ts";

const FORM = "invoke-function";

const LAST = { error: "must be a whole number from 1 to 1000" };

const fields = z.object({
  records: z.string().default(""),
  last: z.coerce.number(LAST).int(LAST).min(1, LAST).max(1_000, LAST).optional(),
  writes: z.enum(["no", "yes"]).default("no"),
});

interface InvokeFormProps {
  name: string;
  state?: FormState;
}

/** The form. */
export function InvokeForm({ name, state }: InvokeFormProps): Html {
  const field = { form: FORM, state };
  return (
    <FoldedForm
      title="Call it with…"
      id={FORM}
      action={path("functions", name, "invoke")}
      submit="Call it"
      state={state}
    >
      <div class="fields">
        <Field
          {...field}
          name="records"
          label="Records"
          rows={5}
          hint="a value, a record such as {&quot;key&quot;:&quot;a&quot;,&quot;value&quot;:{}}, a list of them, or one a line; nothing for a schedule"
        />
        <Field
          {...field}
          name="last"
          label="Or the last"
          type="number"
          min={1}
          hint="records of its topics"
        />
        <Field
          {...field}
          name="writes"
          label="What it writes"
          options={[["no", "is only shown"], ["yes", "is written"]]}
        />
      </div>
    </FoldedForm>
  );
}

/** What came of a call. */
export function InvokeResult({ invoked }: { invoked: Invoked }): Html {
  const { message, error, records, outputs } = invoked;
  return (
    <div class="result">
      <p class="notice ok" role="status">{message}</p>
      {error && <p class="fault">{error}</p>}
      {records.length > 0 && (
        <Table caption="Records" columns={RECORD_COLUMNS} rows={records} empty="" />
      )}
      <Table caption="Written" columns={OUTPUT_COLUMNS} rows={outputs} empty="It writes nothing." />
    </div>
  );
}

const RECORD_COLUMNS: readonly Column<Invoked["records"][number]>[] = [
  {
    label: "Record",
    cell: ({ topic, partition, offset }) => <code>{`${topic}/${partition}/${offset}`}</code>,
  },
  {
    label: "Outcome",
    cell: ({ outcome }) => (
      <Badge tone={outcome === "failed" ? "bad" : outcome === "ok" ? "ok" : "plain"}>
        {outcome}
      </Badge>
    ),
  },
  { label: "Error", cell: ({ error }) => error ?? "" },
];

const OUTPUT_COLUMNS: readonly Column<Invoked["outputs"][number]>[] = [
  { label: "Topic", cell: ({ topic }) => topic },
  { label: "Key", cell: ({ key }) => key ?? "null" },
  { label: "Value", cell: ({ value }) => value === null ? "tombstone" : <code>{value}</code> },
];

/** Adds the call. It is answered with the page, which shows what came of it. */
export function addInvoke(
  { app, frame }: Site,
  console: Console,
  pageAfter: (invoked?: Invoked) => Page,
): void {
  app.post("/functions/:name/invoke", async (c) => {
    const client = functionOf(console, pathPart(c.req.param("name")));
    const at = path("functions", client.name);
    const values = await readForm(c);
    const { value: invoked, problem } = await orProblem(async () => {
      const { records, last, writes } = readFields(fields, values);
      return await client.invoke({ records, last, dryRun: writes === "no" });
    });
    if (problem === undefined) return await showPage(c, frame, pageAfter(invoked), { path: at });
    const form = formAfter(FORM, values, problem);
    return await showPage(c, frame, pageAfter(), { path: at, form, status: problem.status });
  });
}
