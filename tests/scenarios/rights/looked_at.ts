/**
 * What a broker has looked at before it did something, read from the log of its authorizer.
 *
 * @module
 */
import type { Right } from "./written_users.ts";

/** A right that somebody made use of, or lacked. */
export interface LookedAt extends Right {
  /** `invoices`, of `User:CN=invoices`. */
  user: string;
  isAllowed: boolean;
  /** The request for which it was looked at. */
  request: string;
}

const LINE =
  /Principal = User:CN=(\S+) is (Allowed|Denied) Operation = (\S+) from host = \S+ on resource = (\w+):LITERAL:(\S+) for request = (\S+)/g;

/** Each that a log tells of, once. */
export function rightsLookedAt(log: string): LookedAt[] {
  const all = log.matchAll(LINE).map((
    [, user, allowed, operation, type, name, request],
  ): LookedAt => ({
    user,
    isAllowed: allowed === "Allowed",
    operation,
    resource: `${type}:${name}`,
    request,
  }));
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

/** Whether that is a use of a right, which may be one to all topics or groups. */
export function isUseOf(right: Right, { operation, resource }: Right): boolean {
  return operation === right.operation &&
    (resource === right.resource || right.resource === `${resource.split(":")[0]}:*`);
}
