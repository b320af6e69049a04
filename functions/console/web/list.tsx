/**
 * Long lists: filtered, sorted and paged on the server, by the page's query.
 *
 * @module
 */
import type { Child } from "hono/jsx";
import { count, formatCount } from "./text/format.ts";
import { type Html, withQuery } from "./html.ts";
import { type Column, type Sorting, Table } from "./table.tsx";

/** How a list can be sorted: what to compare, by the name of the order. */
export type Orders<T> = Record<string, (row: T) => string | number>;

/** What is listed, and how. */
export interface ListOptions<T> {
  rows: readonly T[];
  /** What the filter looks in. */
  text(row: T): string;
  orders: Orders<T>;
  /** The order where none is asked for; ascending. */
  order: string;
}

/** A page of a list. */
export interface Listed<T> {
  rows: T[];
  /** How many there are on all pages. */
  total: number;
  page: number;
  pages: number;
  sorting: Sorting;
}

const PAGE_SIZE = 50;

/** The page of the list that the query asks for: `q`, `sort`, `order`, `page`. */
export function list<T>(query: URLSearchParams, options: ListOptions<T>): Listed<T> {
  const { text, orders, order } = options;
  const wanted = query.get("q")?.trim().toLowerCase() ?? "";
  const rows = options.rows.filter((row) => text(row).toLowerCase().includes(wanted));
  const by = Object.hasOwn(orders, query.get("sort") ?? "") ? query.get("sort")! : order;
  const descending = query.get("order") === "desc";
  const valueOf = orders[by];
  rows.sort((a, b) => compare(valueOf(a), valueOf(b)) * (descending ? -1 : 1));
  const pages = Math.max(1, Math.ceil(rows.length / PAGE_SIZE));
  const page = Math.min(pages, Math.max(1, Math.floor(Number(query.get("page"))) || 1));
  return {
    rows: rows.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE),
    total: rows.length,
    page,
    pages,
    sorting: { by, descending, query },
  };
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return `${a}` < `${b}` ? -1 : `${a}` > `${b}` ? 1 : 0;
}

interface FilterProps {
  query: URLSearchParams;
  /** What is filtered, as in "Filter topics". */
  what: string;
  /** What else of the query stays. */
  keep?: readonly string[];
  children?: Child;
}

/** The field that filters a list. Keeps how it is sorted. */
export function Filter({ query, what, keep = [], children }: FilterProps): Html {
  return (
    <form class="filter" method="get" role="search">
      {["sort", "order", ...keep].map((name) =>
        query.has(name) && <input type="hidden" name={name} value={query.get(name)!} />
      )}
      <label class="visually-hidden" for="filter">Filter {what}</label>
      <input
        type="search"
        id="filter"
        name="q"
        value={query.get("q") ?? ""}
        placeholder={`Filter ${what}`}
        autocomplete="off"
      />
      {children}
      <button type="submit">Filter</button>
    </form>
  );
}

interface PagerProps {
  list: Listed<unknown>;
  /** What is listed, in the singular. */
  noun: string;
}

/** How many there are, and the way to the other pages. */
function Pager({ list, noun }: PagerProps): Html {
  const { total, page, pages, sorting: { query } } = list;
  const link = (label: string, to: number) =>
    to >= 1 && to <= pages
      ? <a href={withQuery(query, { page: to })}>{label}</a>
      : <span aria-disabled="true">{label}</span>;
  return (
    <nav class="pager" aria-label="Pages">
      <span>{count(total, noun)}</span>
      {pages > 1 && (
        <>
          {link("Previous", page - 1)}
          <span>Page {formatCount(page)} of {formatCount(pages)}</span>
          {link("Next", page + 1)}
        </>
      )}
    </nav>
  );
}

interface ListTableProps<T> extends PagerProps {
  list: Listed<T>;
  caption: string;
  columns: readonly Column<T>[];
  /** The text for an empty list, where no filter is the reason. */
  empty: string;
}

/** A page of a list as a table, with links to the other pages. */
export function ListTable<T>({ list, noun, caption, columns, empty }: ListTableProps<T>): Html {
  const { rows, pages, sorting } = list;
  const isFiltered = Boolean(sorting.query.get("q"));
  return (
    <>
      <Pager list={list} noun={noun} />
      <Table
        caption={caption}
        columns={columns}
        rows={rows}
        empty={isFiltered ? `No ${noun} matches the filter.` : empty}
        sorting={sorting}
      />
      {pages > 1 && <Pager list={list} noun={noun} />}
    </>
  );
}
