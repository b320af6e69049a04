import type { LetterCause, LetterCauses } from "../../../../kafka/letters/reading/letter_causes.ts";
import type { Reading } from "../../live/rates/reading.ts";
import { Time } from "../../web/clock/time.tsx";
import { formatCount, formatDuration } from "../../web/text/format.ts";
import { type Html, path } from "../../web/html.ts";
import { Sparkline } from "../../web/sparkline.tsx";
import { type Column, LeftOut, Table } from "../../web/table.tsx";
import { nameText, shortName } from "../../web/text/unseen.ts";

/** How many causes are shown, those of most letters; and how much of a text of theirs, in characters. */
const SHOWN = 50;
const TEXT = 160;

interface CauseTableProps {
  reading?: Reading<LetterCauses>;
  /** What is to stand in a cause: the text of the page's filter. */
  wanted: string;
  /** The names of users' functions: those have a page. */
  functions: ReadonlySet<string>;
}

/** Why there are dead letters; each cause leads to its letters, and to their redrive. */
export function CauseTable({ reading, wanted, functions }: CauseTableProps): Html {
  if (reading?.value === undefined) {
    return <p class="empty">{reading?.trouble ?? "The letters are being looked at…"}</p>;
  }
  const { causes, slotLength, complete } = reading.value;
  const found = causes.filter((cause) => textOf(cause).includes(wanted.trim().toLowerCase()));
  return (
    <>
      {!complete && (
        <p class="notice warn">
          There is more than is looked at in some seconds: what is shown is of a part.
        </p>
      )}
      <Table
        caption="Open letters by where they come from and why"
        columns={columns(slotLength, functions)}
        rows={found.slice(0, SHOWN)}
        empty={causes.length === 0
          ? "No letter is open: nothing that failed for good waits for you."
          : "No cause matches the filter."}
      />
      <LeftOut rows={found.length - SHOWN} noun="cause" how="filter for them" />
    </>
  );
}

function textOf({ topic, source = "", function: name = "", error }: LetterCause): string {
  return [topic, source, name, error].join(" ").toLowerCase();
}

function columns(
  slotLength: number,
  functions: ReadonlySet<string>,
): Column<LetterCause>[] {
  return [
    {
      label: "From topic",
      cell: ({ source }) =>
        source === undefined
          ? <i>not told</i>
          : <a href={path("topics", source)}>{nameText(source)}</a>,
    },
    {
      label: "Function",
      cell: ({ function: name }) =>
        name === undefined
          ? ""
          : functions.has(name)
          ? <a href={path("functions", name)}>{name}</a>
          : shortName(name, TEXT),
    },
    {
      label: "Error",
      cell: (cause) => <a href={lettersOf(cause)}>{shortName(cause.error, TEXT)}</a>,
    },
    { label: "Open", numeric: true, cell: ({ letters }) => formatCount(letters) },
    {
      label: "Over time",
      cell: ({ slots, letters }) => (
        <Sparkline
          counts={slots}
          label={`${formatCount(letters)} in ${formatDuration(slotLength * slots.length)}, ` +
            `${formatCount(slots.at(-1))} of them in the last ${formatDuration(slotLength)}`}
        />
      ),
    },
    { label: "Last", cell: ({ last }) => <Time at={last} to="s" /> },
    { label: "Deal", cell: (cause) => <a href={lettersOf(cause, "redrive")}>Redrive…</a> },
  ];
}

/** The page of a cause's letters, or of what is done with them. */
function lettersOf(
  { topic, source, function: name, error }: LetterCause,
  deed?: "redrive",
): string {
  const query = new URLSearchParams({
    error,
    ...(source !== undefined && { source }),
    // Of a name that no function has, an address has no room.
    ...(name !== undefined && name.length < 256 && { function: name }),
  });
  const page = deed === undefined ? path("dead-letters", topic) : path("dead-letters", topic, deed);
  return `${page}?${query}`;
}
