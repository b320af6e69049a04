/**
 * What a function's settings are described by: one table of variables.
 *
 * @module
 */

/** Where variables come from: the text of one, or `undefined` where it is not set. */
export type Source = (name: string) => string | undefined;

/** One environment variable: how its text becomes a value, and what it is without one. */
export interface Variable<T> {
  name: string;
  /** What it sets, in one sentence, for the reference of settings. */
  doc: string;
  /** The text that stands for an unset variable. Neither this nor `optional`: it must be set. */
  default?: string;
  optional?: boolean;
  /** Whether it counts as unset where this process may not read it. */
  ifAllowed?: boolean;
  /**
   * Its value, to which other variables can add.
   *
   * @throws {Error} whose message completes "NAME …", such as "must be a port, got 99999".
   */
  parse(text: string, source: Source): T;
}

/** A function's table of variables, by the name of their setting. */
export type Variables = Record<string, Variable<unknown>>;

/** The names of the settings that may be left out. */
type OptionalNames<T extends Variables> = {
  [K in keyof T]: T[K] extends { optional: true } ? K : never;
}[keyof T];

/** The settings that a table of variables gives. */
export type Settings<T extends Variables> = Readonly<
  & { [K in Exclude<keyof T, OptionalNames<T>>]: ReturnType<T[K]["parse"]> }
  & { [K in OptionalNames<T>]?: ReturnType<T[K]["parse"]> }
>;

/**
 * Faults that no variable has on its own.
 *
 * @param given the names of the variables that are set.
 * @param settings the ones that could be read.
 */
export type Check<T extends Variables> = (
  given: ReadonlySet<string>,
  settings: Partial<Settings<T>>,
) => string[];
