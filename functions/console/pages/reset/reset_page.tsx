/**
 * The reset of a group's offsets: what is asked for, what that would do, and then doing it.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import { addAction } from "../../web/action_route.ts";
import { TimeField, ZoneField } from "../../web/clock/time.tsx";
import { Crumbs } from "../../web/crumbs.tsx";
import { Field, FormProblem } from "../../web/forms/field.tsx";
import { filledIn, formAfter, type FormState, orProblem } from "../../web/forms/form.ts";
import { count } from "../../web/text/format.ts";
import { type Html, path } from "../../web/html.ts";
import type { Page, Site } from "../../web/page.tsx";
import { addPage } from "../../web/page_route.tsx";
import { nameText } from "../../web/text/unseen.ts";
import type { Console } from "../console.ts";
import { RESET, ResetPreview } from "./reset_preview.tsx";
import { resetTarget } from "./reset_query.ts";

const ASK = "preview-reset";

const TARGETS = [
  ["earliest", "the oldest record"],
  ["latest", "the end: only what comes from now on"],
  ["offset", "an offset"],
  ["time", "the first record of a time on"],
  ["shift", "so many records on or back"],
  ["group", "where another group is"],
] as const;

/** Adds the page of a group's reset, and the reset. */
export function addReset(site: Site, console: Console): void {
  const { cluster } = console;
  const page = resetPage(console);
  addPage(site, "/groups/:group/reset", page);
  addAction(site, {
    path: "/groups/:group/reset",
    form: RESET,
    fields: z.record(z.string(), z.string()),
    async act(values, param) {
      const group = param("group");
      const { steps } = await cluster.resetOffsets(group, resetTarget(values));
      const message = `Offsets of ${count(steps.length, "partition")} are reset`;
      return { message, to: path("groups", group) };
    },
    page,
    at: (param) => path("groups", param("group"), "reset"),
  });
}

function resetPage({ cluster }: Console): Page {
  return async ({ param, query, form }) => {
    const { group, state, offsets } = await cluster.group(param("group"));
    // After a reset that failed, the form has what was asked for; before, the query.
    const values = form?.values ?? filledIn(query);
    const { value: plan, problem } = await orProblem(async () =>
      // Before it was asked for there is nothing to show.
      values.from === undefined ? undefined : await cluster.previewReset(group, resetTarget(values))
    );
    return {
      title: `${nameText(group)}: reset offsets`,
      section: "groups",
      live: {},
      body: (
        <>
          <Crumbs links={[["/groups", "Groups"], [path("groups", group), nameText(group)]]} />
          <h1>Reset offsets</h1>
          <FormProblem id={RESET} state={form} />
          {state !== "Empty" && state !== "Dead" && (
            <p class="notice warn">
              The group is{" "}
              {state}: Kafka takes a reset only while it has no members. Stop its consumers first.
            </p>
          )}
          <AskForm
            topics={[...new Set(offsets.map(({ topic }) => topic))]}
            values={values}
            state={problem && formAfter(ASK, values, problem)}
          />
          {plan && <ResetPreview plan={plan} values={values} />}
        </>
      ),
    };
  };
}

interface AskFormProps {
  topics: readonly string[];
  values: Record<string, string>;
  state?: FormState;
}

/** The form that asks what a reset would do. */
function AskForm({ topics, values, state }: AskFormProps): Html {
  const field = (name: string) => ({ form: ASK, state, name, value: values[name] ?? "" });
  return (
    <form method="get" class="panel form" id={ASK} autocomplete="off">
      <FormProblem id={ASK} state={state} />
      <ZoneField />
      <div class="fields">
        <Field
          {...field("topic")}
          label="Topic"
          options={[["", "all it has committed"], ...topics.map((t) => [t, t] as const)]}
        />
        <Field {...field("partition")} label="Partition" placeholder="all" />
        <Field {...field("from")} label="To" options={TARGETS} />
        <Field {...field("offset")} label="Offset" hint="for an offset" />
        <TimeField {...field("time")} values={values} label="Time" hint="for a time" />
        <Field
          {...field("shift")}
          label="On or back by"
          placeholder="+100 or -100"
          hint="for records"
        />
        <Field {...field("group")} label="Group" hint="for another group" />
      </div>
      <div class="submit">
        <button type="submit" class="primary">Preview</button>
      </div>
    </form>
  );
}
