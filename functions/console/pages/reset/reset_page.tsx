/**
 * The reset of a group's offsets: what is asked for, what that would do, and then doing it.
 *
 * @module
 */
import type { ResetPlan, ResetStep, ResetTarget } from "../../../../kafka/admin/reset_offsets.ts";
import { asProblem } from "../../../runtime/http/kafka_problem.ts";
import { z } from "@hono/zod-openapi";
import { start, topicName, wholeNumber } from "../../web/form_fields.ts";
import { Field, Form } from "../../web/field.tsx";
import { count, formatCount } from "../../web/format.ts";
import { type Html, path } from "../../web/html.ts";
import { Badge } from "../../web/marks.tsx";
import { Table } from "../../web/table.tsx";
import type { Console } from "../console.ts";
import { formAfter } from "../../web/form.ts";
import type { Page } from "../../web/page_route.tsx";
import { invalid, Problem } from "../../../runtime/http/problem.ts";

const scope = z.object({ topic: topicName.optional(), partition: wholeNumber(0).optional() });

/**
 * The target that a form asks for.
 *
 * @throws {Problem} `invalid`, field by field.
 */
export function resetTarget(values: Record<string, string>): ResetTarget {
  const [where, what] = [start.safeParse(values), scope.safeParse(values)];
  if (!where.success) throw invalid(where.error);
  if (!what.success) throw invalid(what.error);
  return { ...what.data, to: where.data };
}

/** The reset of a group. */
export function resetPage({ cluster }: Console): Page {
  return async ({ param, query, form }) => {
    const group = await cluster.group(param("group"));
    const { group: name, state } = group;
    // After a reset that failed, the form has what was asked for; before, the query.
    const values = form?.values ??
      Object.fromEntries([...query].filter(([, value]) => value !== ""));
    const { plan, problem } = await preview();

    async function preview(): Promise<{ plan?: ResetPlan; problem?: Problem }> {
      if (values.from === undefined) return {};
      try {
        return { plan: await cluster.previewReset(name, resetTarget(values)) };
      } catch (error) {
        const problem = asProblem(error);
        if (problem === undefined) throw error;
        return { problem };
      }
    }

    const ask = "preview-reset";
    const asked = problem && formAfter(ask, values, problem);
    const field = (field: string) => ({
      form: ask,
      state: asked,
      name: field,
      value: values[field] ?? "",
    });
    const topics = [...new Set(group.offsets.map(({ topic }) => topic))];
    return {
      title: `${name}: reset offsets`,
      section: "groups",
      live: {},
      body: (
        <>
          <nav class="crumbs" aria-label="Breadcrumb">
            <a href="/groups">Groups</a> <a href={path("groups", name)}>{name}</a>
          </nav>
          <h1>Reset offsets</h1>
          {state !== "Empty" && state !== "Dead" && (
            <p class="notice warn">
              The group is{" "}
              {state}: Kafka takes a reset only while it has no members. Stop its consumers first.
            </p>
          )}
          <form method="get" class="panel form" id={ask} autocomplete="off">
            {asked && <p class="notice bad" role="alert">{asked.message}</p>}
            <div class="fields">
              <Field
                {...field("topic")}
                label="Topic"
                options={[["", "all it has committed"], ...topics.map((t) => [t, t] as const)]}
              />
              <Field {...field("partition")} label="Partition" placeholder="all" />
              <Field
                {...field("from")}
                label="To"
                options={["earliest", "latest", "offset", "time"].map((to) => [to, to] as const)}
              />
              <Field {...field("offset")} label="Offset" placeholder="with to offset" />
              <Field {...field("time")} label="Time (UTC)" type="datetime-local" />
            </div>
            <div class="submit">
              <button type="submit" class="primary">Preview</button>
            </div>
          </form>
          {plan && <Preview plan={plan} values={values} />}
        </>
      ),
    };
  };
}

function Preview({ plan, values }: { plan: ResetPlan; values: Record<string, string> }): Html {
  const { group, steps, possible } = plan;
  return (
    <section class="panel" aria-labelledby="preview-title">
      <h2 id="preview-title">What it does</h2>
      <Table
        caption="Steps of the reset"
        columns={[
          { label: "Topic", cell: ({ topic }) => topic },
          { label: "Partition", numeric: true, cell: ({ partition }) => partition },
          { label: "Now", numeric: true, cell: ({ from }) => formatCount(from) },
          { label: "Then", numeric: true, cell: ({ to }) => formatCount(to) },
          { label: "Lag then", numeric: true, cell: (row) => formatCount(row.endOffset - row.to) },
          { label: "Effect", cell: (step) => <Effect step={step} /> },
        ]}
        rows={steps}
        empty="There is nothing to reset."
      />
      {possible && steps.length > 0 && (
        <Form
          id="reset"
          action={path("groups", group, "reset")}
          submit={`Reset ${count(steps.length, "partition")}`}
          danger
        >
          {Object.entries(values).map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
        </Form>
      )}
    </section>
  );
}

function Effect({ step: { from, to } }: { step: ResetStep }): Html {
  if (from === undefined) return <Badge>first commit</Badge>;
  if (to === from) return <Badge>none</Badge>;
  return to < from
    ? <Badge tone="warn">reads {count(from - to, "offset")} again</Badge>
    : <Badge tone="warn">skips {count(to - from, "offset")}</Badge>;
}
