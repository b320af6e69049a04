/**
 * What a toxic is: a small file each, that says how a link is bad.
 *
 * @module
 */

/** Holds back what passes in one direction of a link: settles when so many bytes may go on. */
export type Gate = (bytes: number) => Promise<void>;

/** How a link is bad. */
export interface Toxic {
  /** A few words: `200 ms of latency`. */
  name: string;
  /**
   * Begins to be so, for one direction of a link. Nothing is held any more once `healed` is aborted.
   */
  gate(healed: AbortSignal): Gate;
  /** Whether connections are reset: those that are there as it begins, and each new one. */
  resets?: true;
}
