/**
 * The errors that a client of a function can meet. Each kind is bound to its status, its error code
 * (Confluent REST Proxy's where it has one) and whether trying again helps, here and nowhere else.
 *
 * @module
 */
import type { z } from "@hono/zod-openapi";
import type { ContentfulStatusCode } from "hono/utils/http-status";

interface Kind {
  status: ContentfulStatusCode;
  /** `error_code` of the body. Confluent's codes are the status with two digits added. */
  code: number;
  /** The reason phrase of the status (RFC 9110), the title of the problem. */
  title: string;
}

const KINDS = {
  malformed: { status: 400, code: 400, title: "Bad Request" },
  unauthenticated: { status: 401, code: 40101, title: "Unauthorized" },
  crossSite: { status: 403, code: 403, title: "Forbidden" },
  notAuthorized: { status: 403, code: 40301, title: "Forbidden" },
  noRoute: { status: 404, code: 404, title: "Not Found" },
  noTopic: { status: 404, code: 40401, title: "Not Found" },
  noGroup: { status: 404, code: 404, title: "Not Found" },
  noBroker: { status: 404, code: 404, title: "Not Found" },
  noFunction: { status: 404, code: 404, title: "Not Found" },
  noRecord: { status: 404, code: 404, title: "Not Found" },
  noPartition: { status: 404, code: 40402, title: "Not Found" },
  noInstance: { status: 404, code: 40403, title: "Not Found" },
  method: { status: 405, code: 405, title: "Method Not Allowed" },
  notAcceptable: { status: 406, code: 406, title: "Not Acceptable" },
  otherFormat: { status: 406, code: 40601, title: "Not Acceptable" },
  conflict: { status: 409, code: 409, title: "Conflict" },
  instanceExists: { status: 409, code: 40902, title: "Conflict" },
  illegalState: { status: 409, code: 40903, title: "Conflict" },
  registryFailed: { status: 408, code: 40801, title: "Request Timeout" },
  slowRequest: { status: 408, code: 408, title: "Request Timeout" },
  tooLarge: { status: 413, code: 413, title: "Content Too Large" },
  mediaType: { status: 415, code: 415, title: "Unsupported Media Type" },
  misdirected: { status: 421, code: 421, title: "Misdirected Request" },
  invalid: { status: 422, code: 422, title: "Unprocessable Content" },
  keySchemaMissing: { status: 422, code: 42201, title: "Unprocessable Content" },
  valueSchemaMissing: { status: 422, code: 42202, title: "Unprocessable Content" },
  notOfSchema: { status: 422, code: 42203, title: "Unprocessable Content" },
  wrongConfig: { status: 422, code: 42204, title: "Unprocessable Content" },
  invalidSchema: { status: 422, code: 42205, title: "Unprocessable Content" },
  busy: { status: 429, code: 429, title: "Too Many Requests" },
  fault: { status: 500, code: 50002, title: "Internal Server Error" },
  noRegistry: { status: 422, code: 422, title: "Unprocessable Content" },
  ending: { status: 503, code: 503, title: "Service Unavailable" },
  noKeys: { status: 503, code: 503, title: "Service Unavailable" },
  noKafka: { status: 503, code: 50302, title: "Service Unavailable" },
} as const satisfies Record<string, Kind>;

/** The kinds of problems. */
export type ProblemKind = keyof typeof KINDS;

/** One wrong field of a request: a JSON pointer or a parameter's name, and what is wrong with it. */
export interface FieldFault {
  field: string;
  detail: string;
}

/** An error to be told to the client, as RFC 9457 asks. */
export class Problem extends Error {
  override name = "Problem";
  readonly kind: ProblemKind;
  /** Headers of the response, such as `Allow` or `Retry-After`. */
  readonly headers: Record<string, string>;
  readonly fields: readonly FieldFault[];

  constructor(
    kind: ProblemKind,
    detail: string,
    { headers = {}, fields = [], cause }: {
      headers?: Record<string, string>;
      fields?: readonly FieldFault[];
      cause?: unknown;
    } = {},
  ) {
    super(detail, { cause });
    this.kind = kind;
    this.headers = headers;
    this.fields = fields;
  }

  /** The HTTP status. */
  get status(): ContentfulStatusCode {
    return KINDS[this.kind].status;
  }

  /** Confluent REST Proxy's `error_code`. */
  get code(): number {
    return KINDS[this.kind].code;
  }

  /** The body: RFC 9457, and `error_code` and `message` for REST Proxy's clients. */
  body() {
    const { status, code, title } = KINDS[this.kind];
    return {
      type: "about:blank",
      title,
      status,
      detail: this.message,
      error_code: code,
      message: this.message,
      ...(this.fields.length > 0 && { errors: this.fields }),
    };
  }

  /** By this a Hono app of a user's answers with it, as it does with Hono's own HTTPException. */
  getResponse(): Response {
    return this.toResponse();
  }

  /** The response, as `application/problem+json`. */
  toResponse(): Response {
    return new Response(JSON.stringify(this.body()), {
      status: this.status,
      headers: { ...this.headers, "content-type": "application/problem+json" },
    });
  }
}

/** How many faults are told at once, and how much of a field's name, in characters. */
export const MAX_FAULTS = 10;
const MAX_NAME = 100;

/** The problem of wrong fields, of which the first ones are told. @param what could not be done. */
export function invalidFields(what: string, faults: readonly FieldFault[]): Problem {
  const fields = faults.slice(0, MAX_FAULTS).map(({ field, detail }) => ({
    field: field.length > MAX_NAME ? `${field.slice(0, MAX_NAME)}…` : field,
    detail,
  }));
  const told = fields.map(({ field, detail }) => `${field || '""'} ${detail}`);
  if (faults.length > fields.length) told.push(`and ${faults.length - fields.length} more`);
  return new Problem("invalid", `${what}: ${told.join("; ")}`, { fields });
}

/** What a schema found wrong with parameters, field by field. */
export function invalid({ issues }: z.ZodError): Problem {
  const faults = issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((field) => ({ field, detail: issue.message }))
      : [{ field: issue.path.join("."), detail: issue.message }]
  );
  return invalidFields("Cannot take these parameters", faults);
}
