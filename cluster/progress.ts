/** How long work tells that it goes on. What a terminal shows of it stands in scripts/. */
export interface Progress {
  /** A bar for a transfer of `total` bytes; closed when it is disposed of. */
  bar(verb: string, what: string, total: number): Promise<Bar>;
  /** One line, now. */
  line(verb: string, what: string): void;
}

/** A progress bar. */
export interface Bar extends Disposable {
  /** More bytes have arrived; fewer, when some had to be thrown away. */
  advance(bytes: number): void;
}

/** For work that nobody watches. */
export const silent: Progress = {
  bar: () => Promise.resolve({ advance() {}, [Symbol.dispose]() {} }),
  line() {},
};
