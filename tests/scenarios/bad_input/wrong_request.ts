/** A wrong request, and what must come of it. */
export interface WrongRequest {
  what: string;
  to: "producer" | "consumer";
  path: string;
  method?: string;
  headers?: Record<string, string>;
  body?: BodyInit;
  status: number;
  /** What the answer must name. */
  says: string;
}
