/**
 * What the page of a topic's dead letters lists.
 *
 * @module
 */
import type { Letter } from "../../../../kafka/letters/letter.ts";
import { placeName } from "../../../../kafka/letters/letter_filter.ts";
import type { ErrorGroup } from "../../../../kafka/letters/reading/letter_list.ts";
import type { TimeSlot } from "../../../../kafka/letters/reading/time_slots.ts";
import { Time } from "../../web/clock/time.tsx";
import { cutText } from "../../web/text/cut_text.ts";
import { count, formatCount } from "../../web/text/format.ts";
import { type Html, path, withQuery } from "../../web/html.ts";
import { Badge } from "../../web/text/marks.tsx";
import { LeftOut, Table } from "../../web/table.tsx";
import { shortName } from "../../web/text/unseen.ts";

/** How much of an error a row shows, in characters. */
const ERROR = 200;

/** How many errors are shown, and how much of where their letters are from, in characters. */
const GROUPS = 50;
const SOURCES = 250;

interface ErrorTableProps {
  topic: string;
  groups: readonly ErrorGroup[];
  query: URLSearchParams;
}

/** The errors, those of most letters first; each leads to its letters. */
export function ErrorTable({ topic, groups, query }: ErrorTableProps): Html {
  return (
    <section aria-labelledby="errors-title">
      <h2 id="errors-title">By error</h2>
      <Table<ErrorGroup>
        caption="Letters by error"
        columns={[
          {
            label: "Error",
            cell: ({ error }) => <a href={withQuery(query, { error })}>{shortName(error, ERROR)}
            </a>,
          },
          { label: "Letters", numeric: true, cell: ({ letters }) => formatCount(letters) },
          { label: "From", cell: ({ sources }) => cutText(sources.join(", "), SOURCES) },
          { label: "First", cell: ({ first }) => <Time at={first} /> },
          { label: "Last", cell: ({ last }) => <Time at={last} /> },
          { label: "Newest", cell: ({ newest }) => <Place topic={topic} place={newest} /> },
        ]}
        rows={groups.slice(0, GROUPS)}
        empty="There are no open letters like that."
      />
      <LeftOut rows={groups.length - GROUPS} noun="error" how="filter for them" />
    </section>
  );
}

/** How many were put away when; each leads to its letters. */
export function TimeTable(
  { times, query }: { times: readonly TimeSlot[]; query: URLSearchParams },
): Html {
  const most = Math.max(...times.map(({ letters }) => letters));
  return (
    <section aria-labelledby="times-title">
      <h2 id="times-title">By time</h2>
      <Table<TimeSlot>
        caption="Letters by time"
        columns={[
          {
            label: "Since",
            cell: ({ from, length }) => (
              <a
                href={withQuery(query, {
                  since: iso(from),
                  until: iso(from + length),
                  zone: undefined,
                })}
              >
                <Time at={from} to="min" />
              </a>
            ),
          },
          { label: "Letters", numeric: true, cell: ({ letters }) => formatCount(letters) },
          {
            label: "Share",
            cell: ({ letters }) => (
              <progress value={letters} max={most} aria-label={count(letters, "letter")} />
            ),
          },
        ]}
        rows={times}
        empty=""
      />
    </section>
  );
}

/** Letters, each with a way to its page. */
export function LetterTable(
  { topic, letters }: { topic: string; letters: readonly Letter[] },
): Html {
  return (
    <section aria-labelledby="letters-title">
      <h2 id="letters-title">Newest</h2>
      <form method="get" class="chosen" action={path("dead-letters", topic, "redrive")}>
        <input type="hidden" name="choose" value="yes" />
        <Table<Letter>
          caption="The newest letters"
          columns={[
            { label: "Letter", cell: ({ record }) => <Choice topic={topic} place={record} /> },
            { label: "Put away", cell: ({ time }) => <Time at={time} /> },
            { label: "From", cell: ({ source }) => source?.topic ?? <i>not told</i> },
            {
              label: "Returns",
              numeric: true,
              cell: ({ returns }) => <Returns returns={returns} />,
            },
            {
              label: "Error",
              cell: ({ error }) =>
                error === undefined ? <i>not told</i> : shortName(error.text, ERROR),
            },
          ]}
          rows={letters}
          empty=""
        />
        <div class="commands">
          <button type="submit">Redrive the chosen…</button>
          <button type="submit" formaction={path("dead-letters", topic, "discard")}>
            Discard the chosen…
          </button>
        </div>
      </form>
    </section>
  );
}

/** How often a record came back. */
export function Returns({ returns }: { returns: number }): Html {
  return <>{returns === 0 ? "0" : <Badge tone="warn">{formatCount(returns)}</Badge>}</>;
}

/** A letter that can be chosen, to be dealt with alone or with others. */
function Choice(props: Parameters<typeof Place>[0]): Html {
  const name = placeName(props.place);
  return (
    <span class="choice">
      <input type="checkbox" name="letter" value={name} aria-label={`Choose letter ${name}`} />
      <Place {...props} />
    </span>
  );
}

function Place(
  { topic, place }: { topic: string; place: { partition: number; offset: number } },
): Html {
  const { partition, offset } = place;
  return <a href={path("dead-letters", topic, partition, offset)}>{placeName(place)}</a>;
}

/** A time as addresses hold it. */
function iso(time: number): string {
  return new Date(time).toISOString();
}
