import { count, formatCount } from "../../web/text/format.ts";
import { type Html, withQuery } from "../../web/html.ts";

/** How far a search has come. */
export interface SearchProgress {
  found: number;
  /** How many offsets there are to look at, and how many of them are left. */
  total: number;
  left: number;
  /** Where to go on, as the address has it; undefined: all was looked at. */
  place?: string;
  /** Whether enough was found for now: what follows is for the reader to ask for. */
  isFull: boolean;
  /** What cannot be read now. */
  unread: string[];
}

interface SearchReportProps {
  progress: SearchProgress;
  query: URLSearchParams;
  /** Whether it goes from the newest record on. */
  older: boolean;
  /** The addresses of what it finds, as files, by their formats. */
  downloads?: Record<string, string>;
}

/** How far a search has come, and the way on: by itself where there are scripts, else by a link. */
export function SearchReport({ progress, query, older, downloads = {} }: SearchReportProps): Html {
  const { found, total, left, place, isFull, unread } = progress;
  const begun = query.has("at");
  return (
    <>
      {unread.map((text) => <p class="notice warn" role="status">{text}</p>)}
      <div class="search" data-search={place !== undefined && !isFull ? "on" : "done"}>
        <p role="status">
          <span data-looked={total - left}>{formatCount(total - left)}</span> of{" "}
          {count(total, "offset")} looked at · <span data-found>{found}</span> found
          {place === undefined && `; that is all there is${unread.length > 0 ? " elsewhere" : ""}`}
        </p>
        <nav class="commands" aria-label="More records">
          <button type="button" id="search-stop" hidden>Stop</button>
          {place !== undefined && (
            <a class="button" rel="next" href={withQuery(query, { at: place })}>
              {isFull ? (older ? "Older" : "Newer") : "Go on"}
            </a>
          )}
          {Object.entries(downloads).map(([format, address]) => (
            <a href={address} download>Download {format.toUpperCase()}</a>
          ))}
          {begun && <a href={withQuery(query, { at: undefined })}>From the beginning</a>}
        </nav>
      </div>
    </>
  );
}

/** That some partitions cannot be read now. */
export function unreadText(topic: string, partitions: readonly number[]): string[] {
  if (partitions.length === 0) return [];
  const one = partitions.length === 1;
  const [noun, why] = one
    ? ["Partition", "it has no leader, or its leader does"]
    : ["Partitions", "they have no leaders, or those do"];
  return [`${noun} ${partitions.join(", ")} of ${topic} cannot be read now: ${why} not answer.`];
}
