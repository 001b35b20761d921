import type { Series } from '../../frames/series';

/** Reads a series at ascending times without searching. */
export class SeriesReader {
  private index = 0;

  constructor(private readonly series: Series | undefined) {}

  /** Place in the series of exactly that time; -1 where it has none. */
  indexAt(time: number): number {
    const times = this.series?.times ?? [];
    while (this.index < times.length && (times[this.index] ?? 0) < time) {
      this.index++;
    }
    return times[this.index] === time ? this.index : -1;
  }

  /** NaN where the series has nothing at exactly that time. */
  valueAt(time: number): number {
    return this.series?.values[this.indexAt(time)] ?? NaN;
  }
}
