/**
 * The last minutes of every figure that is drawn: a ring of points, shared by all charts, so that a
 * page that was just opened shows what happened before.
 *
 * @module
 */

/** Some series over the same points in time; `null` where a series has no figure. */
export interface SeriesData {
  /** Seconds since the Unix epoch, as charts want them. */
  at: number[];
  series: Record<string, (number | null)[]>;
}

interface Series {
  values: Float64Array;
  /** The number of the last point with a figure. */
  last: number;
}

/** Keeps the last `capacity` points of any number of series. */
export class History {
  readonly #capacity: number;
  readonly #times: Float64Array;
  readonly #series = new Map<string, Series>();
  #points = 0;

  constructor(capacity = 600) {
    this.#capacity = capacity;
    this.#times = new Float64Array(capacity);
  }

  /** Adds a point. A series without a figure for as long as the history reaches is forgotten. */
  record(atMs: number, figures: Iterable<readonly [name: string, value: number]>): void {
    const slot = this.#points % this.#capacity;
    this.#times[slot] = atMs / 1000;
    for (const [name, series] of this.#series) {
      series.values[slot] = NaN;
      if (this.#points - series.last >= this.#capacity) this.#series.delete(name);
    }
    for (const [name, value] of figures) {
      let series = this.#series.get(name);
      if (series === undefined) {
        series = { values: new Float64Array(this.#capacity).fill(NaN), last: 0 };
        this.#series.set(name, series);
      }
      series.values[slot] = value;
      series.last = this.#points;
    }
    this.#points++;
  }

  /** These series, oldest point first. */
  read(names: readonly string[]): SeriesData {
    return this.#slice(names, Math.max(0, this.#points - this.#capacity));
  }

  /** The newest point of these series. */
  newest(names: readonly string[]): SeriesData {
    return this.#slice(names, Math.max(0, this.#points - 1));
  }

  #slice(names: readonly string[], from: number): SeriesData {
    const data: SeriesData = { at: [], series: Object.fromEntries(names.map((n) => [n, []])) };
    for (let point = from; point < this.#points; point++) {
      const slot = point % this.#capacity;
      data.at.push(this.#times[slot]);
      for (const name of names) {
        const value = this.#series.get(name)?.values[slot] ?? NaN;
        data.series[name].push(Number.isNaN(value) ? null : value);
      }
    }
    return data;
  }
}
