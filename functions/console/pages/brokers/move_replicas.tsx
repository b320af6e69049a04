/**
 * Moving replicas from broker to broker, and cancelling that.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import type { Reassignment } from "../../../../kafka/admin/replicas/replicas.ts";
import { brokerIds, topicName } from "../../components/kafka_fields.ts";
import type { Action } from "../../web/action_route.ts";
import { Field, Form } from "../../web/forms/field.tsx";
import type { FormState } from "../../web/forms/form.ts";
import { wholeNumber } from "../../web/forms/form_fields.ts";
import { formatBytes } from "../../web/text/format.ts";
import { type Html, path } from "../../web/html.ts";
import type { Page } from "../../web/page.tsx";
import { type Column, Table } from "../../web/table.tsx";
import type { Console } from "../console.ts";

const MOVE = "move-replicas";

/** The id of the forms that cancel a move. */
export const CANCEL_MOVE = "cancel-move";

const place = z.object({ topic: topicName, partition: wholeNumber(0) });

const move = place.extend({ replicas: brokerIds });

/** The form that moves a partition's replicas. */
export function MoveReplicasForm({ topic, state }: { topic: string; state?: FormState }): Html {
  const field = { form: MOVE, state };
  return (
    <Form id={MOVE} action="/brokers/move" submit="Move replicas" state={state}>
      <div class="fields">
        <Field {...field} name="topic" label="Topic" value={topic} required />
        <Field {...field} name="partition" label="Partition" value="0" required />
        <Field
          {...field}
          name="replicas"
          label="Brokers"
          placeholder="1,2,3"
          hint="ids, parted by commas; the first becomes the preferred leader"
          required
        />
      </div>
    </Form>
  );
}

/** The moves under way, each with a form that cancels it. */
export function Moves({ reassignments }: { reassignments: readonly Reassignment[] }): Html {
  return (
    <Table
      caption="Reassignments under way"
      columns={COLUMNS}
      rows={reassignments}
      empty="No replicas are being moved."
    />
  );
}

const COLUMNS: readonly Column<Reassignment>[] = [
  { label: "Topic", cell: ({ topic }) => <a href={path("topics", topic)}>{topic}</a> },
  { label: "Partition", numeric: true, cell: ({ partition }) => partition },
  { label: "Replicas", cell: ({ replicas }) => replicas.join(", ") },
  { label: "To come", cell: ({ adding }) => adding.join(", ") || "none" },
  { label: "To go", cell: ({ removing }) => removing.join(", ") || "none" },
  {
    label: "Copied",
    cell: ({ topic, partition, copiedBytes, totalBytes }) =>
      copiedBytes !== undefined && totalBytes !== undefined && (
        <>
          <progress
            value={copiedBytes}
            max={Math.max(totalBytes, 1)}
            aria-label={`Copied of ${topic}/${partition}`}
          >
          </progress>{" "}
          {formatBytes(copiedBytes)} of {formatBytes(totalBytes)}
        </>
      ),
  },
  {
    label: "Action",
    cell: ({ topic, partition }) => (
      <form method="post" action="/brokers/cancel-move">
        <input type="hidden" name="topic" value={topic} />
        <input type="hidden" name="partition" value={partition} />
        <button type="submit">Cancel</button>
      </form>
    ),
  },
];

/** Moves the replicas of a partition. */
export function moveReplicas({ cluster }: Console, page: Page): Action<typeof move> {
  return {
    path: "/brokers/move",
    form: MOVE,
    fields: move,
    async act({ topic, partition, replicas }) {
      await cluster.reassign([{ topic, partition, replicas }]);
      const message = `Replicas of ${topic}/${partition} are on their way to ${
        replicas.join(", ")
      }`;
      return { message, to: "/brokers" };
    },
    page,
    at: () => "/brokers",
  };
}

/** Cancels a move. */
export function cancelMove({ cluster }: Console, page: Page): Action<typeof place> {
  return {
    path: "/brokers/cancel-move",
    form: CANCEL_MOVE,
    fields: place,
    async act({ topic, partition }) {
      await cluster.cancelReassignments([{ topic, partition }]);
      return { message: `${topic}/${partition} keeps the replicas it had`, to: "/brokers" };
    },
    page,
    at: () => "/brokers",
  };
}
