import {
  resetEffect,
  type ResetPlan,
  type ResetStep,
} from "../../../../kafka/admin/groups/reset_offsets.ts";
import { Form } from "../../web/forms/field.tsx";
import { count, formatCount } from "../../web/text/format.ts";
import { type Html, path } from "../../web/html.ts";
import { Badge } from "../../web/text/marks.tsx";
import { type Column, LeftOut, Table } from "../../web/table.tsx";

/** How many steps are shown. */
const SHOWN = 200;

/** The id of the form that does the reset. */
export const RESET = "reset";

interface ResetPreviewProps {
  plan: ResetPlan;
  /** What was asked for. */
  values: Record<string, string>;
}

/** What a reset would do, and the form that does it. */
export function ResetPreview({ plan, values }: ResetPreviewProps): Html {
  const { group, steps, possible } = plan;
  return (
    <section class="panel" aria-labelledby="preview-title">
      <h2 id="preview-title">What it does</h2>
      <Table
        caption="Steps of the reset"
        columns={COLUMNS}
        rows={steps.slice(0, SHOWN)}
        empty="There is nothing to reset."
      />
      <LeftOut rows={steps.length - SHOWN} noun="partition" how="name a topic to see them" />
      {possible && steps.length > 0 && (
        <Form
          id={RESET}
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

const COLUMNS: readonly Column<ResetStep>[] = [
  { label: "Topic", cell: ({ topic }) => topic },
  { label: "Partition", numeric: true, cell: ({ partition }) => partition },
  { label: "Now", numeric: true, cell: ({ from }) => formatCount(from) },
  { label: "Then", numeric: true, cell: ({ to }) => formatCount(to) },
  { label: "Lag then", numeric: true, cell: ({ lag }) => formatCount(lag) },
  { label: "Effect", cell: (step) => <Effect step={step} /> },
];

function Effect({ step }: { step: ResetStep }): Html {
  const effect = resetEffect(step);
  if (effect === undefined) return <Badge>first commit</Badge>;
  const { again, passed } = effect;
  if (again > 0) return <Badge tone="warn">reads {count(again, "offset")} again</Badge>;
  if (passed > 0) return <Badge tone="warn">skips {count(passed, "offset")}</Badge>;
  return <Badge>none</Badge>;
}
