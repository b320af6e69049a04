/**
 * A search for records over several topics at once.
 *
 * @module
 */
import type { Browsed, BrowsePlace } from "../../../../kafka/reader/browse.ts";
import { Records } from "../../components/records/record_list.tsx";
import { ConditionFields, ExpressionFields } from "../../components/search/condition_fields.tsx";
import {
  browseQuery,
  columnsOf,
  isOlder,
  readColumns,
  viewOf,
} from "../../components/search/records_query.ts";
import { FILE_FORMATS, fileAddresses, foundFile } from "../../components/search/found_file.ts";
import { SaveSearch } from "../../components/search/save_search.tsx";
import { SearchReport, unreadText } from "../../components/search/search_report.tsx";
import { ToRecords } from "../../components/search/to_records.tsx";
import { TimeField, ZoneField } from "../../web/clock/time.tsx";
import { FavouriteLinks } from "../../web/favourites/favourite_form.tsx";
import { Crumbs } from "../../web/crumbs.tsx";
import { Field, FormProblem } from "../../web/forms/field.tsx";
import { filledIn, formAfter, type FormState, orProblem } from "../../web/forms/form.ts";
import { count } from "../../web/text/format.ts";
import { type Html, withQuery } from "../../web/html.ts";
import type { Page, Site } from "../../web/page.tsx";
import { addPage } from "../../web/page_route.tsx";
import type { Console } from "../console.ts";
import { MAX_TOPICS, placesText, readPlaces, topicsAskedFor } from "./topic_places.ts";

const PATH = "/records";
const FORM = "search-records";
const STARTS = ["latest", "earliest", "time"].map((from) => [from, from] as const);

/**
 * Adds the search, and the files of what it finds.
 *
 * @param signal ends those that are under way.
 */
export function addRecordsSearch(site: Site, { cluster }: Console, signal: AbortSignal): void {
  const namesIn = async (query: URLSearchParams) => {
    const asked = query.get("topics") ?? "";
    if (asked === "") return [];
    const { topics } = await cluster.overviewNow();
    return topicsAskedFor(asked, topics.map(({ name }) => name));
  };
  for (const format of FILE_FORMATS) {
    site.app.get(`${PATH}.${format}`, async (c) => {
      const query = new URL(c.req.url).searchParams;
      const topics = (await namesIn(query)).slice(0, MAX_TOPICS);
      return await foundFile(c, { cluster, topics, query, format, name: "records", signal });
    });
  }
  const page: Page = async ({ query }) => {
    const asked = query.get("topics") ?? "";
    const names = await namesIn(query);
    const searched = names.slice(0, MAX_TOPICS);
    const { value: found = [], problem } = await orProblem(() =>
      browseAll(cluster, searched, query)
    );
    const state = problem && formAfter(FORM, filledIn(query), problem);
    const ofAll = found.flatMap(({ browsed: { records } }) => records)
      .sort((a, b) => compareTimes(a.timestamp, b.timestamp));
    const records = isOlder(query) ? ofAll.reverse() : ofAll;
    const columns = await readColumns(columnsOf(query), records);
    return {
      title: "Search records",
      section: "topics",
      live: {},
      body: (
        <>
          <Crumbs links={[["/topics", "Topics"]]} />
          <h1>Search records</h1>
          {found.length > 0 && <ToRecords />}
          <FavouriteLinks below={`${PATH}?`} />
          <SearchForm query={query} records={records} state={state} />
          {asked !== "" && <Scope names={names} />}
          {found.length > 0 && (
            <SearchReport
              progress={progressOf(found)}
              query={query}
              older={isOlder(query)}
              downloads={fileAddresses(PATH, query)}
            />
          )}
          <SaveSearch address={PATH} what={asked} query={query} />
          <Records
            id="records"
            records={records}
            view={viewOf(query)}
            columns={[{ label: "topic", text: ({ topic }) => topic }, ...columns]}
          />
        </>
      ),
    };
  };
  addPage(site, PATH, page);
}

/** What was found in a topic. */
interface Found {
  topic: string;
  browsed: Browsed;
}

/** A look into each topic that is not looked through yet. @throws {Problem} `invalid`, by field. */
async function browseAll(
  cluster: Console["cluster"],
  topics: readonly string[],
  query: URLSearchParams,
): Promise<Found[]> {
  const at = query.get("at");
  const places = at === null ? undefined : readPlaces(at);
  const open = places === undefined ? topics : topics.filter((topic) => places.has(topic));
  const queryOf = (topic: string) => {
    const at = places?.get(topic);
    const all = browseQuery(new URLSearchParams(withQuery(query, { at, offset: undefined })));
    // So many are wanted of all topics.
    return { ...all, limit: Math.ceil(all.limit / Math.max(1, topics.length)) };
  };
  // What is wrong with the form is told for no topic, too.
  queryOf("");
  return await Promise.all(
    open.map(async (topic) => ({ topic, browsed: await cluster.browse(topic, queryOf(topic)) })),
  );
}

function progressOf(found: readonly Found[]) {
  const sum = (of: (browsed: Browsed) => number) =>
    found.reduce((total, { browsed }) => total + of(browsed), 0);
  const open = found.filter(({ browsed: { end } }) => end !== "all");
  const places = new Map<string, BrowsePlace>(
    open.map(({ topic, browsed: { place } }) => [topic, place]),
  );
  return {
    found: sum(({ records }) => records.length),
    total: sum(({ total }) => total),
    left: sum(({ left }) => left),
    place: open.length === 0 ? undefined : placesText(places),
    isFull: open.some(({ browsed: { end } }) => end === "limit"),
    unread: found.flatMap(({ topic, browsed: { unread } }) => unreadText(topic, unread)),
  };
}

function compareTimes(a: number | bigint, b: number | bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Which topics are searched. */
function Scope({ names }: { names: readonly string[] }): Html {
  const text = names.length === 0
    ? "There is no topic of these names."
    : names.length > MAX_TOPICS
    ? `${count(names.length, "topic")} have such names; the first ${MAX_TOPICS} are searched: ` +
      names.slice(0, MAX_TOPICS).join(", ")
    : `In ${names.join(", ")}`;
  return <p class={names.length === 0 ? "notice warn" : "muted"}>{text}</p>;
}

interface SearchFormProps {
  query: URLSearchParams;
  records: Parameters<typeof ExpressionFields>[0]["records"];
  state?: FormState;
}

function SearchForm({ query, records, state }: SearchFormProps): Html {
  const field = (name: string) => ({ form: FORM, state, name, value: query.get(name) ?? "" });
  return (
    <form method="get" class="panel form browse" id={FORM} autocomplete="off">
      <FormProblem id={FORM} state={state} />
      <ZoneField />
      <Field
        {...field("topics")}
        label="Topics"
        placeholder="orders, payments-*"
        hint="parted by commas; * stands for anything"
        required
        wide
      />
      <div class="fields">
        <Field {...field("from")} label="From" options={STARTS} />
        <TimeField {...field("time")} values={filledIn(query)} label="Time" />
        <ConditionFields form={FORM} query={query} state={state} />
      </div>
      <ExpressionFields form={FORM} query={query} state={state} records={records} />
      <div class="submit">
        <button type="submit" class="primary">Search records</button>
      </div>
    </form>
  );
}
