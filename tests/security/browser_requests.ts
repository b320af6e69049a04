/**
 * Requests as browsers and others send them: every pair of what their headers may say.
 *
 * @module
 */

/** What the headers of a request may say, each with what says nothing. */
export const DIMENSIONS = {
  host: ["localhost:5000", "127.0.0.1:5000", "[::1]:5000", "allowed"],
  origin: [null, "own", "http://evil.example", "null", "http://localhost:3000"],
  site: [null, "same-origin", "none", "same-site", "cross-site"],
  mode: [null, "navigate", "no-cors", "cors"],
  referer: [null, "own", "http://evil.example/page"],
  purpose: [null, "prefetch", "prefetch;prerender"],
  agent: ["curl/8.5.0", "Mozilla/5.0 (X11; Linux x86_64)"],
  type: [
    null,
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=b",
    "application/json",
    "application/vnd.kafka.json.v2+json",
    "application/cloudevents+json",
  ],
} as const;

/** Names that are not ours: what a page's own name may be that resolves to this machine. */
export const FOREIGN_HOSTS = [
  "evil.example:5000",
  "127.0.0.1.nip.io:5000",
  "localhost.evil.example",
  "2130706433",
  "[::ffff:127.0.0.1]",
  "",
  null,
] as const;

/** Every method that a client can send. */
export const METHODS = [
  ...["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PURGE"],
] as const;

type Dimensions = typeof DIMENSIONS;
type Dimension = keyof Dimensions;

/** What the headers of one request say. */
export type Situation = { [K in Dimension]: Dimensions[K][number] };

/** All that a request may say of who sends it, to one of our names and of one type. */
export function* everySituation(): Generator<Situation> {
  for (const origin of DIMENSIONS.origin) {
    for (const site of DIMENSIONS.site) {
      for (const mode of DIMENSIONS.mode) {
        for (const referer of DIMENSIONS.referer) {
          for (const purpose of DIMENSIONS.purpose) {
            for (const agent of DIMENSIONS.agent) {
              yield {
                host: "localhost:5000",
                type: null,
                origin,
                site,
                mode,
                referer,
                purpose,
                agent,
              };
            }
          }
        }
      }
    }
  }
}

/** So few situations that every two values of two headers are together in one of them. */
export function pairedSituations(): Situation[] {
  const names = Object.keys(DIMENSIONS) as Dimension[];
  const missing = new Set<string>();
  for (const [i, a] of names.entries()) {
    for (const b of names.slice(i + 1)) {
      for (const x of DIMENSIONS[a].keys()) {
        for (const y of DIMENSIONS[b].keys()) missing.add(`${a}${x} ${b}${y}`);
      }
    }
  }
  const rows: Situation[] = [];
  while (missing.size > 0) {
    // Begins with a pair that is missing, and chooses the others so that most pairs are new.
    const [first] = missing;
    const chosen = new Map<Dimension, number>(
      first.split(" ").map((part) => [
        part.replace(/\d+$/, "") as Dimension,
        Number(/\d+$/.exec(part)![0]),
      ]),
    );
    const pair = (a: Dimension, x: number, b: Dimension, y: number) =>
      names.indexOf(a) < names.indexOf(b) ? `${a}${x} ${b}${y}` : `${b}${y} ${a}${x}`;
    for (const name of names) {
      if (chosen.has(name)) continue;
      const gain = (x: number) =>
        [...chosen].filter(([other, y]) => missing.has(pair(name, x, other, y))).length;
      const [best] = [...DIMENSIONS[name].keys()].toSorted((x, y) => gain(y) - gain(x));
      chosen.set(name, best);
    }
    for (const [a, x] of chosen) for (const [b, y] of chosen) missing.delete(pair(a, x, b, y));
    rows.push(
      Object.fromEntries(names.map((name) => [name, DIMENSIONS[name][chosen.get(name)!]])) as never,
    );
  }
  return rows;
}

/** The request. */
export function requestOf(
  method: string,
  path: string,
  { host, origin, site, mode, referer, purpose, agent, type }: Omit<Situation, "host"> & {
    host: string | null;
  },
): Request {
  const own = `http://${host}`;
  const values = {
    host,
    origin: origin === "own" ? own : origin,
    "sec-fetch-site": site,
    "sec-fetch-mode": mode,
    referer: referer === "own" ? `${own}/docs` : referer,
    "sec-purpose": purpose,
    "user-agent": agent,
    "content-type": type,
  };
  const headers = Object.entries(values).filter(([, value]) => value !== null) as [
    string,
    string,
  ][];
  const request = new Request(`http://localhost:5000${path}`, { headers: new Headers(headers) });
  // The constructor refuses TRACE, which the server takes; and wants bodies that nobody reads here.
  Object.defineProperty(request, "method", { value: method });
  return request;
}

/** Whether a page of another site sent it, as far as its browser tells. */
export function isForeign({ origin, site, referer }: Situation): boolean {
  return site === "same-site" || site === "cross-site" ||
    (origin !== null && origin !== "own") || (referer !== null && referer !== "own");
}

/** Whether a browser sent it. */
export function isOfBrowser({ origin, site, referer, purpose, agent }: Situation): boolean {
  return agent.startsWith("Mozilla") ||
    [origin, site, referer, purpose].some((one) => one !== null);
}
