/** What something took the lag monitor, in ms. */
export interface Work {
  ms: number;
  /** For how long it held the event loop at most. */
  longest: number;
}

/** What an answer took, and how large it was. */
export interface Answer extends Work {
  kib: number;
}

/** What a size of cluster took. */
export interface LagFigures {
  /** Reading all commits that there are, ten of each partition. */
  catchUp: Work;
  /** By how much the heap grew until then, MiB. */
  heap: number;
  /** A look at all logs, a commit of each partition, and the status of all groups. */
  rounds: Work[];
  answers: { consumers: Answer[]; lag: Answer[]; metrics: Answer[] };
}
