import { UsageError } from "./command.ts";

/** The whole number that a flag was given, from `least` on. @throws {UsageError} for anything else. */
export function wholeNumber(flag: string, text: string, least = 1): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && Number.isSafeInteger(number)) return number;
  throw new UsageError(`${flag} is a whole number from ${least} on, got "${text}"`);
}
