/** What the state of a function took at one size. */
export interface StateFigures {
  /** The heap that it holds, MiB. */
  heap: number;
  /** What is done again and again, in ms. */
  work: Record<string, number[]>;
  /** What is sent or committed at once, KiB. */
  size: Record<string, number>;
}
