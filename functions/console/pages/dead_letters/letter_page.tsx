/**
 * One dead letter, with its history.
 *
 * @module
 */
import type { EarlierFailure, Letter } from "../../../../kafka/letters/letter.ts";
import { parsePlace, placeName } from "../../../../kafka/letters/letter_filter.ts";
import { Problem } from "../../../runtime/http/problems/problem.ts";
import { recordPath } from "../../components/records/record_path.ts";
import { RecordParts } from "../../components/records/record_parts.tsx";
import { Time } from "../../web/clock/time.tsx";
import { Crumbs } from "../../web/crumbs.tsx";
import { type Html, path } from "../../web/html.ts";
import { Badge } from "../../web/text/marks.tsx";
import type { Page, Site } from "../../web/page.tsx";
import { addPage } from "../../web/page_route.tsx";
import { type Column, Table } from "../../web/table.tsx";
import type { Console } from "../console.ts";
import { Returns } from "./letter_tables.tsx";

/** Adds the page of a dead letter. */
export function addLetter(site: Site, console: Console): void {
  addPage(site, "/dead-letters/:topic/:partition{\\d+}/:offset{\\d+}", letterPage(console));
}

function letterPage({ cluster }: Console): Page {
  return async ({ param }) => {
    const topic = param("topic");
    const place = parsePlace(`${param("partition")}/${param("offset")}`);
    if (place === undefined) throw new Problem("noRecord", `Cannot find such a letter of ${topic}`);
    const { letter, isOpen } = await cluster.letter(topic, place);
    const { error, earlier, record } = letter;
    const deal = (verb: string) => (
      `${path("dead-letters", topic, verb)}?${new URLSearchParams({ letter: placeName(place) })}`
    );
    return {
      title: `${topic} ${placeName(place)}`,
      section: "letters",
      live: {},
      body: (
        <>
          <Crumbs
            links={[["/dead-letters", "Dead letters"], [path("dead-letters", topic), topic]]}
          />
          <h1>
            Letter {placeName(place)}{" "}
            {isOpen ? <Badge tone="warn">open</Badge> : <Badge>dealt with</Badge>}
          </h1>
          {isOpen && (
            <div class="commands">
              <a class="button primary" href={deal("redrive")}>Redrive…</a>
              <a class="button" href={deal("discard")}>Discard…</a>
            </div>
          )}
          <section class="panel" aria-labelledby="why-title">
            <h2 id="why-title">Why it is here</h2>
            <Facts letter={letter} />
            {error?.stack && <pre tabindex={0}>{error.stack}</pre>}
          </section>
          {earlier.length > 0 && (
            <section aria-labelledby="history-title">
              <h2 id="history-title">Before</h2>
              <Table
                caption="What it failed with before"
                columns={BEFORE}
                rows={earlier}
                empty=""
              />
            </section>
          )}
          <section class="panel" aria-labelledby="record-title">
            <h2 id="record-title">Its record</h2>
            <RecordParts record={record} />
          </section>
        </>
      ),
    };
  };
}

const FORMS = {
  instigator: "a function of this project",
  spring: "Spring",
  connect: "Kafka Connect",
  plain: "no headers tell",
} as const;

function Facts({ letter }: { letter: Letter }): Html {
  const { error, source, attempts, time, returns, origin, isValueLeftOut } = letter;
  return (
    <dl class="parts">
      <dt>Error</dt>
      <dd>{error?.text ?? <i>not told</i>}</dd>
      <dt>From</dt>
      <dd>{source === undefined ? <i>not told</i> : <Source source={source} />}</dd>
      {letter.function !== undefined && <dt>Function</dt>}
      {letter.function !== undefined && <dd>{letter.function}</dd>}
      {attempts !== undefined && <dt>Attempts</dt>}
      {attempts !== undefined && <dd>{attempts}</dd>}
      <dt>Put away</dt>
      <dd>
        <Time at={time} />, by {FORMS[origin]}
      </dd>
      <dt>Returns</dt>
      <dd>
        <Returns returns={returns} />
      </dd>
      {isValueLeftOut && <dt>Value</dt>}
      {isValueLeftOut && <dd>left out here: a redrive takes it from where the record lies</dd>}
    </dl>
  );
}

function Source({ source }: { source: NonNullable<Letter["source"]> }): Html {
  const { topic, partition, offset, timestamp } = source;
  const where = [topic, partition, offset].filter((part) => part !== undefined).join("/");
  return (
    <>
      {partition === undefined || offset === undefined
        ? where
        : <a href={recordPath({ topic, partition, offset })}>{where}</a>}
      {timestamp !== undefined && (
        <>
          , written <Time at={timestamp} />
        </>
      )}
    </>
  );
}

const BEFORE: readonly Column<EarlierFailure>[] = [
  { label: "Put away", cell: ({ time }) => time === undefined ? "" : <Time at={time} /> },
  { label: "Error", cell: ({ error }) => error ?? <i>not told</i> },
  { label: "Record", cell: ({ source }) => source ?? "" },
  { label: "Letter", cell: ({ letter }) => letter ?? "" },
];
