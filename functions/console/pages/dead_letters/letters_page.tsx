/**
 * The dead letters of one topic, by error and by time.
 *
 * @module
 */
import type { LetterList } from "../../../../kafka/letters/reading/letter_list.ts";
import { Crumbs } from "../../web/crumbs.tsx";
import { FormProblem } from "../../web/forms/field.tsx";
import { filledIn, formAfter, orProblem } from "../../web/forms/form.ts";
import { count } from "../../web/text/format.ts";
import { type Html, path, withQuery } from "../../web/html.ts";
import type { Page, Site } from "../../web/page.tsx";
import { addPage } from "../../web/page_route.tsx";
import type { Console } from "../console.ts";
import { FilterFields } from "./filter_fields.tsx";
import { ErrorTable, LetterTable, TimeTable } from "./letter_tables.tsx";
import { FILTER_NAMES, letterFilter } from "./letters_query.ts";

const FILTER = "filter-letters";

/** How many of the newest letters are shown. */
const SHOWN = 50;

/** Adds the page of a topic's dead letters. */
export function addLetters(site: Site, console: Console): void {
  addPage(site, "/dead-letters/:topic", lettersPage(console));
}

function lettersPage({ cluster }: Console): Page {
  return async ({ param, query }) => {
    const topic = param("topic");
    const values = filledIn(query);
    const { value: filter, problem } = await orProblem(async () =>
      await Promise.resolve(letterFilter(values))
    );
    const found = filter && await cluster.letters(topic, { filter, show: SHOWN });
    return {
      title: `${topic}: dead letters`,
      section: "letters",
      live: {},
      body: (
        <>
          <Crumbs links={[["/dead-letters", "Dead letters"]]} />
          <h1>{topic}</h1>
          <form method="get" class="panel form" id={FILTER} autocomplete="off">
            <FormProblem id={FILTER} state={problem && formAfter(FILTER, values, problem)} />
            <div class="fields">
              <FilterFields
                form={FILTER}
                values={values}
                state={problem && formAfter(FILTER, values, problem)}
              />
            </div>
            <div class="submit">
              <button type="submit" class="primary">Show letters</button>
            </div>
          </form>
          {found && <Found list={found} query={query} />}
        </>
      ),
    };
  };
}

function Found({ list, query }: { list: LetterList; query: URLSearchParams }): Html {
  const { topic, open, matched, complete, unread, groups, times, letters } = list;
  const isFiltered = FILTER_NAMES.some((name) => query.get(name));
  const words = [
    `${count(open, "letter")} ${open === 1 ? "is" : "are"} open`,
    isFiltered && `${count(matched, "letter")} as asked for`,
  ];
  const deal = (verb: string) => `${path("dead-letters", topic, verb)}${withQuery(query, {})}`;
  return (
    <>
      {unread.length > 0 && (
        <p class="notice warn" role="status">
          Partition {unread.join(", ")} cannot be read now: no leader answers for it.
        </p>
      )}
      {!complete && (
        <p class="notice warn" role="status">
          There is more than is looked at in some seconds: what is shown is of a part.
        </p>
      )}
      <p class="muted">{words.filter(Boolean).join("; ")}.</p>
      {matched > 0 && (
        <div class="commands">
          <a class="button primary" href={deal("redrive")}>
            Redrive {isFiltered ? "these" : "all"}…
          </a>
          <a class="button" href={deal("discard")}>Discard {isFiltered ? "these" : "all"}…</a>
        </div>
      )}
      <ErrorTable groups={groups} topic={topic} query={query} />
      {times.length > 0 && <TimeTable times={times} query={query} />}
      {letters.length > 0 && <LetterTable topic={topic} letters={letters} />}
    </>
  );
}
