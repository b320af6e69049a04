/**
 * Tables: sorted by links, so without scripts too, and on a narrow screen a card for each row.
 *
 * @module
 */
import type { Child } from "hono/jsx";
import { count, UNKNOWN } from "./text/format.ts";
import { type Html, withQuery } from "./html.ts";

/** A column. */
export interface Column<T> {
  label: string;
  cell(row: T): Child;
  /** Whether it holds figures: they stand on the right. */
  numeric?: boolean;
  /** Whether it is folded away where it says the same for all rows. */
  folds?: boolean;
  /** The name to sort by. */
  sort?: string;
}

/** How a table is sorted, and the query of the page it stands on. */
export interface Sorting {
  by: string;
  descending: boolean;
  query: URLSearchParams;
}

/** What a table shows. */
export interface TableProps<T> {
  /** What it is a table of; for those who cannot see it. */
  caption: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  /** What is said when there are none. */
  empty: string;
  sorting?: Sorting;
}

/** A table. The roles stay where styles make cards of its rows. */
export function Table<T>({ caption, columns, rows, empty, sorting }: TableProps<T>): Html {
  if (rows.length === 0) return <p class="empty">{empty}</p>;
  const { shown, folded } = fold(columns, rows);
  return (
    <>
      <table role="table">
        <caption>{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {shown.map((column) => <Heading column={column} sorting={sorting} />)}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr role="row">
              {shown.map(({ label, numeric, cell }, index) => (
                <td
                  role={index === 0 ? "rowheader" : "cell"}
                  data-label={label}
                  class={numeric ? "numeric" : undefined}
                >
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {folded.length > 0 && (
        <p class="folded-columns">
          The same for all: {folded.map(({ label, cell }) => (
            <span>
              <span class="muted">{label}</span> {cell(rows[0]) || UNKNOWN}
            </span>
          ))}
        </p>
      )}
    </>
  );
}

interface LeftOutProps {
  /** How many; none where it is no more than 0. */
  rows: number;
  noun: string;
  /** How they are seen. */
  how: string;
}

/** Says how many rows a table does not show. */
export function LeftOut({ rows, noun, how }: LeftOutProps): Html {
  return <>{rows > 0 && <p class="muted">{count(rows, `more ${noun}`)}: {how}.</p>}</>;
}

/** From how many rows on columns are folded: of few, all is seen at once. */
const FOLDED_FROM = 3;

/** The columns that tell rows apart, and those that say the same for all. */
function fold<T>(columns: readonly Column<T>[], rows: readonly T[]) {
  const saysTheSame = ({ folds, cell }: Column<T>) => {
    if (!folds || rows.length < FOLDED_FROM) return false;
    const first = `${cell(rows[0])}`;
    return rows.every((row) => `${cell(row)}` === first);
  };
  const folded = columns.filter(saysTheSame);
  return { shown: columns.filter((column) => !folded.includes(column)), folded };
}

interface HeadingProps<T> {
  column: Column<T>;
  sorting?: Sorting;
}

function Heading<T>({ column, sorting }: HeadingProps<T>): Html {
  const { label, numeric, sort } = column;
  const kind = numeric ? "numeric" : undefined;
  if (sort === undefined || sorting === undefined) {
    return <th role="columnheader" scope="col" class={kind}>{label}</th>;
  }
  const { by, descending, query } = sorting;
  const isSorted = by === sort;
  // Figures are first looked at from the largest on.
  const next = isSorted ? !descending : numeric === true;
  const order = descending ? "descending" : "ascending";
  const href = withQuery(query, { sort, order: next ? "desc" : "asc", page: undefined });
  return (
    <th role="columnheader" scope="col" class={kind} aria-sort={isSorted ? order : undefined}>
      <a href={href}>{label}</a>
    </th>
  );
}
