/** The first record, those that come from now on, or the first one since a time: ms since 1970. */
export type StartAt = "earliest" | "latest" | number;

/** What a user wrote: `earliest`, `latest`, ISO 8601, or ms since 1970; `undefined` if neither. */
export function parseStart(text: string): StartAt | undefined {
  if (text === "earliest" || text === "latest") return text;
  const time = /^\d+$/.test(text) ? Number(text) : /^\d{4}-/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? undefined : time;
}
