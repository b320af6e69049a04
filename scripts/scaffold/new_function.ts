/** What a user asks of `deno task new`. */
export interface NewFunction {
  name: string;
  port: number;
  /** The topics whose records trigger it. */
  topics: readonly string[];
  /** The topic that it writes to. */
  output?: string;
  /** Whether it answers requests of its own. */
  http: boolean;
  /** The cron expression by which it runs. */
  schedule?: string;
}

/** Whether its template has a schema: of records, or of what is posted to it. */
export function hasSchema({ topics, http, output }: NewFunction): boolean {
  return topics.length > 0 || (http && output !== undefined);
}

/** Names in a sentence: `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  return [names.slice(0, -1).join(", "), ...names.slice(-1)].filter(Boolean).join(" and ");
}
