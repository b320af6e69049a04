/**
 * Times on pages, all in the zone of who reads them.
 *
 * @module
 */
import { type Child, createContext, useContext } from "hono/jsx";
import { Field, type FieldProps } from "../forms/field.tsx";
import type { Html } from "../html.ts";
import { datetimeOf, inZone, parseZoned, UTC, zonedText } from "./zoned_time.ts";

const Zone = createContext(UTC);

/** What stands in it has its times in a zone. */
export function InZone({ zone, children }: { zone: string; children?: Child }): Html {
  return <Zone.Provider value={zone}>{children}</Zone.Provider>;
}

/** The name of the zone. A script that knows better replaces it, and the times with it. */
export function ZoneName(): Html {
  return <span data-zone-name>{useContext(Zone)}</span>;
}

/** How many characters of a time are shown, down to which unit. */
const LENGTHS = { ms: 23, s: 19, min: 16 };

interface TimeProps {
  /** In ms since the Unix epoch. */
  at: number | bigint;
  /** Down to which unit it is shown. */
  to?: keyof typeof LENGTHS;
}

/** A point in time. How long ago it was shows when it is pointed at. */
export function Time({ at, to = "ms" }: TimeProps): Html {
  const datetime = datetimeOf(at);
  const text = zonedText(at, useContext(Zone));
  if (datetime === undefined) return <span class="time">{text}</span>;
  return <time datetime={datetime}>{text.slice(0, LENGTHS[to])}</time>;
}

/** The zone that the times of a form are typed in; one a form. */
export function ZoneField(): Html {
  return <input type="hidden" name="zone" value={useContext(Zone)} />;
}

interface TimeFieldProps extends Omit<FieldProps, "value" | "type"> {
  /** What the form was filled in with before: its times, and the zone that they were typed in. */
  values: Record<string, string>;
}

/** A field for a time, in the zone that its label says. Its form needs a {@linkcode ZoneField}. */
export function TimeField({ values, ...field }: TimeFieldProps): Html {
  const zone = useContext(Zone);
  const given = inZone(values)[field.name] ?? "";
  const at = parseZoned(given);
  const value = at === undefined ? given : zonedText(at, zone).replace(" ", "T").slice(0, 19);
  const label = `${field.label} (${zone})`;
  return <Field {...field} label={label} type="datetime-local" value={value} />;
}
