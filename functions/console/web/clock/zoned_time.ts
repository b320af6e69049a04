/**
 * Times as a zone's clocks show them, and back.
 *
 * @module
 */
import { recordTime } from "../../../../kafka/record/record_time.ts";

/** The zone that holds where none is told. */
export const UTC = "UTC";

/** Whether there is a time zone of this name (IANA). */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/**
 * A point in time, to the millisecond: `2026-11-22 21:10:03.123`; a number where no date can be, as
 * producers write any.
 *
 * @param at ms since the Unix epoch.
 */
export function zonedText(at: number | bigint, zone: string): string {
  if (typeof recordTime(at) !== "string") return `${at}`;
  const instant = Temporal.Instant.fromEpochMilliseconds(Math.trunc(Number(at)));
  const local = instant.toZonedDateTimeISO(zone).toPlainDateTime();
  return local.toString({ fractionalSecondDigits: 3 }).replace("T", " ");
}

/** A time of four digits for the year, as HTML's `datetime` takes it; `undefined` for others. */
export function datetimeOf(at: number | bigint): string | undefined {
  const time = recordTime(at);
  return typeof time === "string" && /^\d/.test(time) ? time : undefined;
}

/**
 * The point in time that was typed, in ms since the Unix epoch: in ISO 8601, with or without an offset;
 * or with a zone behind it, as RFC 9557 writes it: `2026-11-22T20:15[Europe/Berlin]`. With neither it
 * is in UTC. `undefined` where it is no time.
 */
export function parseZoned(given: string): number | undefined {
  const [, text, zone = UTC] = /^(.*?)(?:\[(.+)\])?$/s.exec(given.trim().replace(" ", "T"))!;
  const isPoint = /(?:Z|[+-]\d\d:\d\d)$/i.test(text);
  try {
    if (!isPoint) return Temporal.ZonedDateTime.from(`${text}[${zone}]`).epochMilliseconds;
  } catch {
    return undefined;
  }
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}

/** The fields of forms that are times. */
const TIME_FIELDS = ["time", "since", "until"];

/** A form's values, with its `zone` behind those of its times that were typed in it. */
export function inZone(
  { zone, ...values }: Record<string, string>,
): Record<string, string> {
  if (zone === undefined || !isZone(zone)) return values;
  const isTyped = (text: string) => /^[\d: T.-]+$/.test(text);
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) =>
      TIME_FIELDS.includes(name) && isTyped(value) ? [name, `${value}[${zone}]`] : [name, value]
    ),
  );
}
