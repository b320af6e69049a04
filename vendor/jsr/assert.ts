/**
 * Stands for `jsr:@std/assert`, over Node's `assert`. Only what the tests use. Where JSR can be
 * reached, map `@std/assert` to `jsr:@std/assert@1` in deno.json and delete this file.
 *
 * @module
 */
import nodeAssert, { AssertionError } from "node:assert";

export { AssertionError };

/** Passes when `expr` is truthy. @throws {AssertionError} */
export function assert(expr: unknown, msg = ""): asserts expr {
  if (!expr) throw new AssertionError({ message: msg || "Expected a truthy value" });
}

/** Passes when both are deeply and strictly equal. @throws {AssertionError} */
export function assertEquals<T>(actual: T, expected: T, msg?: string): void {
  nodeAssert.deepStrictEqual(actual, expected, msg);
}

/** Passes when the regular expression finds a match. @throws {AssertionError} */
export function assertMatch(actual: string, expected: RegExp, msg?: string): void {
  nodeAssert.match(actual, expected, msg);
}

/** Passes when `actual` holds `expected`. @throws {AssertionError} */
export function assertStringIncludes(actual: string, expected: string, msg?: string): void {
  assert(actual.includes(expected), msg ?? `Expected "${actual}" to include "${expected}"`);
}

/** Passes when `actual` has every property of `expected`, deeply. @throws {AssertionError} */
export function assertObjectMatch(actual: object, expected: object, msg?: string): void {
  nodeAssert.partialDeepStrictEqual(actual, expected, msg);
}

type ErrorClass<E extends Error> = abstract new (...args: never[]) => E;

function checkError<E extends Error>(error: unknown, type?: ErrorClass<E>, includes = ""): E {
  assert(error instanceof (type ?? Error), `Expected ${type?.name ?? "an Error"}, got ${error}`);
  assertStringIncludes(error.message, includes);
  return error as E;
}

/** Passes when `fn` throws `type` with a message that holds `msgIncludes`, and returns the error. */
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  type?: ErrorClass<E>,
  msgIncludes?: string,
): E {
  try {
    fn();
  } catch (error) {
    return checkError(error, type, msgIncludes);
  }
  throw new AssertionError({ message: "Expected function to throw" });
}

/** As {@linkcode assertThrows}, for a promise that must be rejected. */
export async function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  type?: ErrorClass<E>,
  msgIncludes?: string,
): Promise<E> {
  try {
    await fn();
  } catch (error) {
    return checkError(error, type, msgIncludes);
  }
  throw new AssertionError({ message: "Expected function to reject" });
}
