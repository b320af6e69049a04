/** How long work tells that it goes on. What a terminal shows of it stands in scripts/. */
export interface Progress {
  /** A bar for a transfer of `total` bytes; closed when it is disposed of. */
  bar(verb: string, what: string, total: number): Disposable & { advance(bytes: number): void };
  /** One line, now. */
  line(verb: string, what: string): void;
}

/** For work that nobody watches. */
export const silent: Progress = {
  bar: () => ({ advance() {}, [Symbol.dispose]() {} }),
  line() {},
};
