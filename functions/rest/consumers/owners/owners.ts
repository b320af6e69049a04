/**
 * Which replica has a consumer instance: any replica takes its requests, and hands them to that one.
 *
 * @module
 */

/** Who has which instance. */
export interface Owners {
  /** The address of the replica that has it; `undefined`: none, or nobody else could. */
  find(group: string, name: string): Promise<string | undefined>;
  /** Takes a name for this replica. @throws {Problem} 409 if another one has it. */
  claim(group: string, name: string): Promise<void>;
  /** Gives it back. */
  release(group: string, name: string): Promise<void>;
}

/** The owners of a replica that is the only one. */
export const NO_OTHERS: Owners = {
  find: () => Promise.resolve(undefined),
  claim: () => Promise.resolve(),
  release: () => Promise.resolve(),
};
