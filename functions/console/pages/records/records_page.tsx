/**
 * A topic's records: browsed, followed, and written.
 *
 * @module
 */
import type { Browsed, BrowseEnd, BrowseQuery } from "../../../../kafka/reader/browse.ts";
import { asProblem } from "../../../runtime/http/kafka_problem.ts";
import { z } from "@hono/zod-openapi";
import { start, wholeNumber } from "../../web/form_fields.ts";
import { Field, FoldedForm } from "../../web/field.tsx";
import { count, formatBytes } from "../../web/format.ts";
import { type Html, path } from "../../web/html.ts";
import { Records } from "./record_list.tsx";
import type { Console } from "../console.ts";
import { formAfter, type FormState } from "../../web/form.ts";
import type { Page } from "../../web/page_route.tsx";
import { invalid } from "../../../runtime/http/problem.ts";
import { TopicFrame } from "../../components/topic_frame.tsx";

const FORM = "browse";

const MAX_RECORDS = 500;

const optional = z.string().optional();

const browseFields = z.object({
  partition: wholeNumber(0).optional(),
  limit: wholeNumber(1, MAX_RECORDS).default(50),
  key: optional,
  value: optional,
  header: optional,
});

/** The fields of a query that were filled in. */
function filledIn(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...query].filter(([, value]) => value !== ""));
}

/**
 * What a query wants to see.
 *
 * @throws {Problem} `invalid`, field by field.
 */
export function browseQuery(query: URLSearchParams): BrowseQuery {
  const values = filledIn(query);
  const [where, rest] = [start.safeParse(values), browseFields.safeParse(values)];
  if (!where.success) throw invalid(where.error);
  if (!rest.success) throw invalid(rest.error);
  const { partition, limit, ...filter } = rest.data;
  return { from: where.data, partition, limit, filter };
}

interface Found {
  browsed?: Browsed;
  /** The browse form, where it cannot be taken. */
  state?: FormState;
}

/** A topic's records. */
export function recordsPage({ cluster }: Console): Page {
  return async ({ param, query, form }) => {
    const { name, partitions } = await cluster.topic(param("topic"));
    const { browsed, state } = await find();

    async function find(): Promise<Found> {
      try {
        return { browsed: await cluster.browse(name, browseQuery(query)) };
      } catch (error) {
        const problem = asProblem(error);
        if (problem === undefined) throw error;
        return { state: formAfter(FORM, filledIn(query), problem) };
      }
    }

    return {
      title: `${name}: records`,
      section: "topics",
      live: {},
      body: (
        <TopicFrame topic={name} tab="records">
          <ProduceForm topic={name} partitions={partitions.length} state={form} />
          <BrowseForm query={query} partitions={partitions.length} state={state} />
          <div
            class="tail-controls"
            data-tail={`${path("topics", name, "tail")}?${query}`}
            hidden
          >
            <button type="button" id="tail" aria-pressed="false">Follow live</button>
            <span id="tail-state" class="muted" role="status"></span>
          </div>
          {browsed && <Report browsed={browsed} />}
          <Records records={browsed?.records.toReversed() ?? []} id="records" />
        </TopicFrame>
      ),
    };
  };
}

const ENDS: Record<BrowseEnd, string> = {
  all: "that is all there is",
  limit: "",
  records: "there may be more: it stopped at its bound of records",
  bytes: "there may be more: it stopped at its bound of bytes",
  seconds: "there may be more: it stopped at its bound of time",
};

function Report({ browsed }: { browsed: Browsed }): Html {
  const { records, scannedRecords, scannedBytes, end } = browsed;
  const parts = [
    `${count(records.length, "record")}, newest first`,
    `${count(scannedRecords, "record")} and ${formatBytes(scannedBytes)} looked at`,
    ENDS[end],
  ];
  return <p class="muted">{parts.filter(Boolean).join("; ")}.</p>;
}

/** What stands for all partitions, and then each of them. */
function partitionOptions(partitions: number, all: string): [string, string][] {
  const each = Array.from({ length: partitions }, (_, n): [string, string] => [`${n}`, `${n}`]);
  return [["", all], ...each];
}

interface BrowseFormProps {
  query: URLSearchParams;
  partitions: number;
  state?: FormState;
}

function BrowseForm({ query, partitions, state }: BrowseFormProps): Html {
  const field = (name: string) => ({ form: FORM, state, name, value: query.get(name) ?? "" });
  return (
    <form method="get" class="panel form browse" id={FORM} autocomplete="off">
      {state && <p class="notice bad" role="alert">{state.message}</p>}
      <div class="fields">
        <Field
          {...field("from")}
          label="From"
          options={[["latest", "latest"], ["earliest", "earliest"], ["offset", "offset"], [
            "time",
            "time",
          ]]}
        />
        <Field {...field("offset")} label="Offset" placeholder="with from offset" />
        <Field {...field("time")} label="Time (UTC)" type="datetime-local" />
        <Field
          {...field("partition")}
          label="Partition"
          options={partitionOptions(partitions, "all")}
        />
        <Field {...field("limit")} label="Records at most" placeholder="50" />
        <Field {...field("key")} label="Key contains" />
        <Field {...field("value")} label="Value contains" />
        <Field {...field("header")} label="Header contains" hint="name, value or name:value" />
      </div>
      <div class="submit">
        <button type="submit" class="primary">Show records</button>
      </div>
    </form>
  );
}

interface ProduceFormProps {
  topic: string;
  partitions: number;
  state?: FormState;
}

function ProduceForm({ topic, partitions, state }: ProduceFormProps): Html {
  const id = "produce";
  const field = { form: id, state };
  const wasTombstone = state?.id === id && state.values.tombstone !== undefined;
  return (
    <div class="commands">
      <FoldedForm
        title="Produce a record…"
        id={id}
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
