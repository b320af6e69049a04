import type { DealPlan } from "../../../../kafka/letters/dealing/plan.ts";
import { Form } from "../../web/forms/field.tsx";
import { count, formatCount } from "../../web/text/format.ts";
import { type Html, path } from "../../web/html.ts";
import { type Column, Table } from "../../web/table.tsx";

/** What can be done with letters. */
export type Deed = "redrive" | "discard";

/** The id of the form that does it. */
export const DEAL = "deal";

interface DealPreviewProps {
  plan: DealPlan;
  deed: Deed;
  /** What was asked for. */
  values: Record<string, string>;
}

/** What would be done with letters, and the form that does it. */
export function DealPreview({ plan, deed, values }: DealPreviewProps): Html {
  const { topic, letters, targets, refused, complete, unread } = plan;
  const stay = refused.reduce((sum, { letters }) => sum + letters, 0);
  const possible = letters - stay;
  return (
    <section class="panel" aria-labelledby="preview-title">
      <h2 id="preview-title">What it does</h2>
      {!complete && (
        <p class="notice warn">There are more letters than are looked at in some seconds.</p>
      )}
      {unread.length > 0 && (
        <p class="notice warn">
          Partition {unread.join(", ")} cannot be read now: no leader answers for it.
        </p>
      )}
      {deed === "redrive"
        ? (
          <Table
            caption="Where letters go"
            columns={TARGETS}
            rows={targets}
            empty="There are no letters to redrive."
          />
        )
        : (
          <p>
            {possible === 0 ? "There are no letters to discard." : (
              <>
                {count(possible, "letter")} of {topic}{" "}
                will be listed and redriven no more. They stay in the topic as long as it keeps
                them: a reset of the group {topic}
                .redrive opens them again.
              </>
            )}
          </p>
        )}
      {refused.length > 0 && (
        <Table caption="Letters that stay open" columns={REFUSED} rows={refused} empty="" />
      )}
      {possible > 0 && (
        <Form
          id={DEAL}
          action={path("dead-letters", topic, deed)}
          submit={`${deed === "redrive" ? "Redrive" : "Discard"} ${count(possible, "letter")}`}
          danger={deed === "discard"}
        >
          {Object.entries(values).map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
        </Form>
      )}
    </section>
  );
}

const TARGETS: readonly Column<DealPlan["targets"][number]>[] = [
  { label: "To topic", cell: ({ topic }) => topic },
  { label: "Letters", numeric: true, cell: ({ letters }) => formatCount(letters) },
];

const REFUSED: readonly Column<DealPlan["refused"][number]>[] = [
  { label: "Stays open", cell: ({ reason }) => reason },
  { label: "Letters", numeric: true, cell: ({ letters }) => formatCount(letters) },
];
