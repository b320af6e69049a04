import { gzipSync } from "node:zlib";
import type { WrongRequest } from "./wrong_request.ts";

const JSON_RECORDS = { "content-type": "application/vnd.kafka.json.v2+json" };

const produce = (body: BodyInit, headers: Record<string, string> = JSON_RECORDS) =>
  ({ to: "producer", path: "/topics/sampleOne", method: "POST", headers, body }) as const;

/** Records that cannot be taken as a whole. */
export const WRONG_BODIES: readonly WrongRequest[] = [
  { what: "malformed JSON", ...produce(`{"records":`), status: 400, says: "JSON" },
  {
    what: "a wrong content type",
    ...produce("x", { "content-type": "text/csv" }),
    status: 415,
    says: "text/csv",
  },
  {
    what: "a body that is too large",
    ...produce("x".repeat(1_100_000)),
    status: 413,
    says: "1048576",
  },
  {
    what: "a body that is larger than its compressed form",
    ...produce(new Uint8Array(gzipSync("0".repeat(1_100_000))), {
      ...JSON_RECORDS,
      "content-encoding": "gzip",
    }),
    status: 413,
    says: "1048576",
  },
  {
    what: "plain text that says it is compressed",
    ...produce(`{"records":[{"value":1}]}`, { ...JSON_RECORDS, "content-encoding": "gzip" }),
    status: 400,
    says: "gzip",
  },
  {
    what: "another compression",
    ...produce("x", { ...JSON_RECORDS, "content-encoding": "br" }),
    status: 415,
    says: "br",
  },
  {
    what: "a body that is not UTF-8",
    ...produce(Uint8Array.from(`{"records":[{"value":"caf\xe9"}]}`, (c) => c.charCodeAt(0))),
    status: 400,
    says: "UTF-8",
  },
  {
    what: "another charset",
    ...produce(`{"records":[{"value":"caf"}]}`, {
      "content-type": "application/json; charset=iso-8859-1",
    }),
    status: 415,
    says: "iso-8859-1",
  },
  {
    what: "a query that would not be heeded",
    ...produce(`{"records":[{"key":1,"value":1}]}`),
    path: "/topics/sampleOne?a=1",
    status: 422,
    says: '"a"',
  },
  {
    what: "Kafka's own topic",
    ...produce(`{"records":[{"key":1,"value":1}]}`),
    path: "/topics/__consumer_offsets",
    status: 422,
    says: "Kafka's own topic",
  },
  { what: "no records", ...produce("{}"), status: 422, says: "records" },
  {
    what: "a list of records that is none",
    ...produce(`{"records":7}`),
    status: 422,
    says: "records",
  },
  { what: "null for a body", ...produce("null"), status: 422, says: "records" },
  {
    what: "a record of nothing",
    ...produce(`{"records":[{"value":1},{}]}`),
    status: 422,
    says: "records.1 must have a key or a value",
  },
  {
    what: "100,000 unknown fields",
    ...produce(`{"records":[{${Array.from({ length: 100_000 }, (_, n) => `"${n}":1`).join()}}]}`),
    status: 422,
    says: "records.0.9 is unknown",
  },
  {
    what: "an unknown topic",
    ...produce(`{"records":[{"value":1}]}`),
    path: "/topics/nope",
    status: 404,
    says: "nope",
  },
  {
    what: "an illegal topic",
    ...produce(`{"records":[{"value":1}]}`),
    path: "/topics/a%20b",
    status: 404,
    says: "a b",
  },
];
