/**
 * The redrive of dead letters, and their discard: what is asked for, what that would do, and then doing
 * it.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import type { DealReport } from "../../../../kafka/letters/dealing/deal.ts";
import { Problem } from "../../../runtime/http/problems/problem.ts";
import { addAction } from "../../web/action_route.ts";
import { Crumbs } from "../../web/crumbs.tsx";
import { Field, FormProblem } from "../../web/forms/field.tsx";
import { formAfter, type FormState, orProblem } from "../../web/forms/form.ts";
import { count } from "../../web/text/format.ts";
import { type Html, path } from "../../web/html.ts";
import type { Page, Site } from "../../web/page.tsx";
import { addPage } from "../../web/page_route.tsx";
import type { Console } from "../console.ts";
import { DEAL, DealPreview, type Deed } from "./deal_preview.tsx";
import { FilterFields } from "./filter_fields.tsx";
import { askedFor, dealOptions } from "./letters_query.ts";

const DEEDS: Record<Deed, { title: string; done: string }> = {
  redrive: { title: "Redrive letters", done: "redriven" },
  discard: { title: "Discard letters", done: "discarded" },
};

const ASK = "ask";

/** How long a form's answer may take, in ms: what is left then is for the next one. */
const TIME = 20_000;

/** How long is looked for what would be done, in ms. */
const LOOK = 5_000;

/** Adds the pages that redrive and discard letters. */
export function addDeeds(site: Site, console: Console): void {
  for (const deed of ["redrive", "discard"] as const) addDeed(site, console, deed);
}

function addDeed(site: Site, console: Console, deed: Deed): void {
  const page = dealPage(console, deed);
  const route = `/dead-letters/:topic/${deed}`;
  addPage(site, route, page);
  addAction(site, {
    path: route,
    form: DEAL,
    fields: z.record(z.string(), z.string()),
    async act(values, param) {
      const topic = param("topic");
      const options = { ...dealOptions(values), signal: AbortSignal.timeout(TIME) };
      const report = deed === "redrive"
        ? await console.cluster.redrive(topic, options)
        : await console.cluster.discard(topic, options);
      if (report.failure !== undefined) {
        const detail = `${count(report.dealt, "letter")} ${DEEDS[deed].done}; ${report.failure}`;
        throw new Problem("noKafka", detail);
      }
      return { message: message(report, deed), to: path("dead-letters", topic) };
    },
    page,
    at: (param) => path("dead-letters", param("topic"), deed),
  });
}

function message({ dealt, refused, refusals, end }: DealReport, deed: Deed): string {
  return [
    `${count(dealt, "letter")} ${dealt === 1 ? "is" : "are"} ${DEEDS[deed].done}`,
    refused > 0 && `${count(refused, "letter")} stay open: ${refusals[0].reason}`,
    end === "stopped" && "there are more, for the next time",
  ].filter(Boolean).join("; ");
}

function dealPage({ cluster }: Console, deed: Deed): Page {
  return async ({ param, query, form }) => {
    const topic = param("topic");
    // After one that failed, the form has what was asked for; before, the query.
    const values = form?.values ?? askedFor(query);
    const { value: plan, problem } = await orProblem(async () => {
      const { rate: _, ...options } = dealOptions(values);
      const timed = { ...options, timeoutMs: LOOK };
      return deed === "redrive"
        ? await cluster.planRedrive(topic, timed)
        : await cluster.planDiscard(topic, timed);
    });
    // What is wrong with the page itself is no fault of a field.
    if (problem !== undefined && problem.status !== 422) throw problem;
    const { title } = DEEDS[deed];
    return {
      title: `${topic}: ${title.toLowerCase()}`,
      section: "letters",
      live: {},
      body: (
        <>
          <Crumbs
            links={[["/dead-letters", "Dead letters"], [path("dead-letters", topic), topic]]}
          />
          <h1>{title}</h1>
          <FormProblem id={DEAL} state={form} />
          <AskForm
            deed={deed}
            values={values}
            state={problem && formAfter(ASK, values, problem)}
          />
          {plan && <DealPreview plan={plan} deed={deed} values={values} />}
        </>
      ),
    };
  };
}

interface AskFormProps {
  deed: Deed;
  values: Record<string, string>;
  state?: FormState;
}

/** The form that asks what would be done. */
function AskForm({ deed, values, state }: AskFormProps): Html {
  const field = (name: string) => ({ form: ASK, state, name, value: values[name] ?? "" });
  return (
    <form method="get" class="panel form" id={ASK} autocomplete="off">
      <FormProblem id={ASK} state={state} />
      <div class="fields">
        <FilterFields form={ASK} values={values} state={state} />
        {deed === "redrive" && (
          <Field {...field("to")} label="To topic" placeholder="where each comes from" />
        )}
        <Field {...field("limit")} label="Letters at most" placeholder="all" />
        {deed === "redrive" && (
          <Field
            {...field("rate")}
            label="Letters a second at most"
            placeholder="as fast as can be"
          />
        )}
      </div>
      <div class="submit">
        <button type="submit">Preview</button>
      </div>
    </form>
  );
}
