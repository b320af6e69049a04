/**
 * What scenarios in a browser are made of.
 *
 * @module
 */
import type { Visitor } from "./visitor.ts";

/** The lab that the console shows. */
export interface ShownLab {
  readonly brokers: string[];
  url(name: string, path?: string): string;
  /** The process ids of what runs, by name. */
  pids(): Promise<Map<string, number>>;
}

/** A lab, a way to say what must be so, and visitors. */
export interface Stage {
  lab: ShownLab;
  scenario(name: string, run: () => Promise<void>): void;
  arrive(options?: Parameters<typeof Visitor.arrive>[2]): Promise<Visitor>;
}

/** The group that reads by itself. */
export const GROUP = "/groups/consumer-Sample-One";

/** The topic of dead letters that pages are shown of. */
export const LETTERS = "browser.dlq";

/** What Chromium says when a stream is cut, or a page answers with an error on purpose. */
export const CUT = /^Failed to load resource|ERR_INCOMPLETE_CHUNKED|ERR_CONNECTION/;
