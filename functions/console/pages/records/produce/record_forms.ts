/**
 * How keys and values are typed, and the bytes that they stand for.
 *
 * @module
 */
import { Buffer } from "node:buffer";

/** How a key or a value is typed. */
export type PartForm = keyof typeof READERS;

/** The ways that a key is typed, with their labels. */
export const KEY_FORMS = [
  ["text", "text"],
  ["json", "JSON"],
  ["base64", "base64"],
  ["hex", "hexadecimal"],
  ["none", "no key"],
  ["empty", "an empty key"],
] as const satisfies readonly (readonly [PartForm, string])[];

/** The ways that a value is typed, with their labels. */
export const VALUE_FORMS = [
  ["text", "text"],
  ["json", "JSON"],
  ["base64", "base64"],
  ["hex", "hexadecimal"],
  ["none", "a tombstone: no value"],
] as const satisfies readonly (readonly [PartForm, string])[];

const READERS = {
  text: (typed: string) => typed,
  json(typed: string) {
    try {
      JSON.parse(typed);
    } catch (error) {
      throw new Error(`is no JSON: ${(error as Error).message}`);
    }
    // As it is spelled: parsing would lose digits.
    return typed;
  },
  base64(typed: string) {
    try {
      return Buffer.from(Uint8Array.fromBase64(typed.replaceAll(/\s/g, "")));
    } catch {
      throw new Error("is no base64");
    }
  },
  hex(typed: string) {
    try {
      return Buffer.from(Uint8Array.fromHex(typed.replaceAll(/\s/g, "")));
    } catch {
      throw new Error("is not hexadecimal: two digits a byte");
    }
  },
  none: () => null,
  empty: () => "",
};

/** What was typed, as Kafka gets it. @throws {Error} that says what is wrong with it. */
export function readPart(form: PartForm, typed: string): Buffer | string | null {
  return READERS[form](typed);
}
