/**
 * One search over topics, groups, functions, brokers, settings and pages. `/` and Ctrl-K open it on
 * every page where there are scripts.
 *
 * @module
 */
import { FavouriteLinks } from "../../web/favourites/favourite_form.tsx";
import { FormProblem } from "../../web/forms/field.tsx";
import type { Html } from "../../web/html.ts";
import type { Page, Site } from "../../web/page.tsx";
import { addPage } from "../../web/page_route.tsx";
import { nameText } from "../../web/text/unseen.ts";
import type { Console } from "../console.ts";
import { find, type Hit, KINDS } from "./find.ts";

/** How many of a kind are shown. */
const SHOWN = 12;

/** Adds the search. @returns its page. */
export function addSearch(site: Site, console: Console): Page {
  const page: Page = async ({ query, form }) => {
    const text = query.get("q") ?? "";
    const hits = await find(console, text, SHOWN);
    return {
      title: "Search",
      live: {},
      body: (
        <>
          <h1>Search</h1>
          <FormProblem id="favourites" state={form} />
          <div class="finder" id="finder-parts">
            <form method="get" action="/search" role="search">
              <label class="visually-hidden" for="finder-text">
                Search topics, groups, functions, brokers and settings
              </label>
              <input
                type="search"
                id="finder-text"
                name="q"
                value={text}
                placeholder="Topics, groups, functions, brokers, settings"
                autocomplete="off"
                autofocus
              />
              <button type="submit">Search</button>
            </form>
            <div id="found">
              {text.trim() === "" ? <FavouriteLinks /> : <Found hits={hits} />}
            </div>
          </div>
        </>
      ),
    };
  };
  addPage(site, "/search", page);
  return page;
}

function Found({ hits }: { hits: readonly Hit[] }): Html {
  const byKind = Map.groupBy(hits, ({ kind }) => kind);
  if (hits.length === 0) return <p class="empty">Nothing has all of these words in its name.</p>;
  return (
    <>
      {KINDS.filter((kind) => byKind.has(kind)).map((kind) => (
        <section>
          <h2>{kind}</h2>
          <ul>
            {byKind.get(kind)!.map(({ name, href, note }) => (
              <li>
                <a href={href}>{nameText(name)}</a>
                {note && <span class="muted">{note}</span>}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
