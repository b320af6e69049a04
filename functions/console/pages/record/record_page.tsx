/**
 * One record, whole, at an address of its own.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import { RecordParts } from "../../components/records/record_parts.tsx";
import { recordPath } from "../../components/records/record_path.ts";
import { FORMS } from "../../components/records/value_window.ts";
import { Time, ZoneName } from "../../web/clock/time.tsx";
import { Crumbs } from "../../web/crumbs.tsx";
import { filledIn, readFields } from "../../web/forms/form.ts";
import { wholeNumber } from "../../web/forms/form_fields.ts";
import { formatCount } from "../../web/text/format.ts";
import { type Html, path, pathPart } from "../../web/html.ts";
import type { Page, Site } from "../../web/page.tsx";
import { addPage } from "../../web/page_route.tsx";
import { markUnseen } from "../../web/text/unseen.ts";
import type { Console } from "../console.ts";
import { CopyLinks } from "./copy_links.tsx";
import { GroupCommits } from "./group_commits.tsx";
import { placeOf, readRecord } from "../../components/read_record.ts";
import { KeyDifference, readPrevious } from "./key_difference.tsx";
import { LetterLinks, readLetters } from "./record_letters.tsx";
import { addRecordFiles } from "./record_files.ts";

const PATH = "/topics/:topic/records/:partition{\\d+}/:offset{\\d+}";

const fields = z.object({
  form: z.enum(FORMS, { error: `must be ${FORMS.join(", ")}` }).default("pretty"),
  at: wholeNumber(0).default(0),
  /** Below which offset the record before it of its key is looked for. */
  compare: wholeNumber(0).optional(),
  /** Whether its dead letters are looked for. */
  letters: z.string().optional(),
});

/** Adds the page of a record, its files, and what a list of records shows of one that is opened. */
export function addRecord(site: Site, console: Console): void {
  addPage(site, PATH, recordPage(console));
  addRecordFiles(site.app, console);
  site.app.get(`${PATH}/parts`, async (c) => {
    const params = c.req.param() as Record<string, string>;
    const record = await readRecord(console.cluster, placeOf((name) => pathPart(params[name])));
    const schemas = await console.schemas?.views(record);
    const parts = `${<RecordParts record={record} schemas={schemas} />}`;
    return c.html(markUnseen(parts), 200, { "cache-control": "no-store" });
  });
}

function recordPage({ cluster, schemas }: Console): Page {
  return async ({ param, query }) => {
    const place = placeOf(param);
    const { form, at, compare, letters } = readFields(fields, filledIn(query));
    const [record, { groups }] = await Promise.all([readRecord(cluster, place), cluster.groups()]);
    const views = await schemas?.views(record);
    const { topic, partition, offset } = place;
    const previous = compare !== undefined && record.key !== null
      ? await readPrevious(cluster, record, compare)
      : undefined;
    const found = letters === undefined ? undefined : await readLetters(cluster, place);
    return {
      title: `${topic}/${partition}/${offset}`,
      section: "topics",
      live: {},
      body: (
        <>
          <Crumbs
            links={[
              ["/topics", "Topics"],
              [path("topics", topic), topic],
              [path("topics", topic, "records"), "Records"],
            ]}
          />
          <h1>Record {partition}:{formatCount(offset)}</h1>
          <p>
            Partition {partition}, offset {formatCount(offset)}, written{" "}
            <Time at={record.timestamp} /> (<ZoneName />)
          </p>
          <Neighbours place={record} />
          <section class="panel" aria-labelledby="record-title">
            <h2 id="record-title">What is in it</h2>
            <nav class="kinds" aria-label="Form">
              {FORMS.map((one) => (
                <a href={`?form=${one}`} aria-current={one === form ? "true" : undefined}>{one}</a>
              ))}
            </nav>
            <RecordParts record={record} form={form} from={at} schemas={views} own />
            <CopyLinks record={record} />
          </section>
          {record.key !== null && (
            <section class="panel" aria-labelledby="difference">
              <h2 id="difference">Since the record before it of its key</h2>
              {previous === undefined
                ? (
                  <p>
                    <a href={`?compare=${offset}#difference`}>Show what it changed</a>
                  </p>
                )
                : <KeyDifference record={record} previous={previous} />}
            </section>
          )}
          <section class="panel" aria-labelledby="letters">
            <h2 id="letters">Its dead letters</h2>
            {found === undefined
              ? (
                <p>
                  <a href="?letters=1#letters">Look for them</a>
                </p>
              )
              : <LetterLinks of={found} />}
          </section>
          <section class="panel" aria-labelledby="commits-title">
            <h2 id="commits-title">Groups around it</h2>
            <GroupCommits place={place} groups={groups} />
          </section>
        </>
      ),
    };
  };
}

function Neighbours({ place }: { place: KafkaRecord }): Html {
  const { topic, partition, offset } = place;
  const around = new URLSearchParams({
    from: "offset",
    offset: `${offset}`,
    partition: `${partition}`,
  });
  return (
    <nav class="commands" aria-label="Records around it">
      {offset > 0 && (
        <a class="button" href={recordPath({ ...place, offset: offset - 1 })} rel="prev">
          Previous
        </a>
      )}
      <a class="button" href={recordPath({ ...place, offset: offset + 1 })} rel="next">Next</a>
      <a class="button" href={`${path("topics", topic, "records")}?${around}`}>
        Those from here on
      </a>
      <a
        class="button"
        href={`${path("topics", topic, "records")}?${new URLSearchParams({
          copy: `${partition}:${offset}`,
        })}#produce`}
      >
        Edit and produce again…
      </a>
    </nav>
  );
}
