import type { Browsed } from "../../../../kafka/reader/browse.ts";
import { count, formatCount } from "../../web/format.ts";
import { type Html, path, withQuery } from "../../web/html.ts";
import { placeText } from "./records_query.ts";

/** How far a search has come, and the way on: by itself where there are scripts, else by a link. */
export function SearchReport(
  { topic, browsed, query, older }: {
    topic: string;
    browsed: Browsed;
    query: URLSearchParams;
    older: boolean;
  },
): Html {
  const { records, total, left, place, end, unread } = browsed;
  const goesOn = end !== "all";
  const begun = query.has("at");
  const all = withQuery(query, { at: undefined, column: undefined });
  // Enough was found for now: what follows is for the reader to ask for.
  const isFull = end === "limit";
  return (
    <>
      {unread.length > 0 && <p class="notice warn" role="status">{unreadText(unread)}</p>}
      <div class="search" data-search={goesOn && !isFull ? "on" : "done"}>
        <p role="status">
          <span data-looked={total - left}>{formatCount(total - left)}</span> of{" "}
          {count(total, "offset")} looked at · <span data-found>{records.length}</span> found
          {!goesOn && `; that is all there is${unread.length > 0 ? " elsewhere" : ""}`}
        </p>
        <nav class="commands" aria-label="More records">
          <button type="button" id="search-stop" hidden>Stop</button>
          {goesOn && (
            <a class="button" rel="next" href={withQuery(query, { at: placeText(place) })}>
              {isFull ? (older ? "Older" : "Newer") : "Go on"}
            </a>
          )}
          {["jsonl", "csv"].map((format) => (
            <a href={`${path("topics", topic, `records.${format}`)}${all}`} download>
              Download {format.toUpperCase()}
            </a>
          ))}
          {begun && <a href={withQuery(query, { at: undefined })}>From the beginning</a>}
        </nav>
      </div>
    </>
  );
}

function unreadText(partitions: readonly number[]): string {
  const one = partitions.length === 1;
  return `${one ? "Partition" : "Partitions"} ${partitions.join(", ")} cannot be read now: ` +
    `${
      one ? "it has no leader, or its leader does" : "they have no leaders, or those do"
    } not answer.`;
}
