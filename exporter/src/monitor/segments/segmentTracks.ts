import { judgeWindow } from '../../detection/overTime/judgeWindow.js';
import { thresholdsOf, type DetectionSettings } from '../../detection/settings.js';
import type { FeatureResult } from '../../detection/result.js';
import type { BucketProfile, DistributionRecord, ScoreRecord } from '../../store/records.js';
import { Breather } from '../breather.js';
import { distributionOf } from '../distribution.js';
import type { LiveWishes } from '../judgeLive.js';
import { liveComparisons, liveWindows, publishedComparisons } from '../liveWindows.js';
import { scoreStep } from '../scoreStep.js';
import type { SegmentState } from '../state.js';
import { windowComparisons, type WindowComparison } from '../windowComparisons.js';
import type { SegmentTrack } from './segmentTrack.js';

const DAY = 86_400_000;

/** What judging closed buckets of segments has brought. */
export interface SegmentJudgement {
  readonly scores: ScoreRecord[];
  readonly distributions: DistributionRecord[];
}

interface Window {
  readonly length: number;
  readonly name: string;
}

/** All segments of one model, advanced together: their hypotheses are one family, whatever column they are of. */
export class SegmentTracks {
  #tracks: SegmentTrack[] = [];
  readonly #step: number;

  constructor(
    readonly settings: DetectionSettings,
    readonly lengths: readonly Window[],
    readonly bucket: number,
    /** Where windows end, milliseconds since the epoch. */
    public end: number,
  ) {
    this.#step = scoreStep(3 * DAY, bucket);
  }

  get tracks(): readonly SegmentTrack[] {
    return this.#tracks;
  }

  add(track: SegmentTrack): void {
    this.#tracks.push(track);
  }

  /** Takes counted buckets of [from, to) in, in place of those that were there. */
  take(counted: readonly BucketProfile[], from: number, to: number): void {
    const bySegment = new Map<string, BucketProfile[]>();
    for (const bucket of counted) {
      if (bucket.segment === '') continue;
      const own = bySegment.get(bucket.segment);
      if (own === undefined) bySegment.set(bucket.segment, [bucket]);
      else own.push(bucket);
    }
    for (const track of this.#tracks) track.take(bySegment.get(track.name) ?? [], from, to);
  }

  /**
   * Moves on to the buckets that end at or before `until`, and judges as much as is kept: once a day, the windows of a day or
   * longer. There are as many scores as segments, and what is shorter is told by the gauges.
   * @param unwrittenFrom start of the first bucket that the store does not have yet
   */
  async advance(until: number, unwrittenFrom: number): Promise<SegmentJudgement> {
    const found: SegmentJudgement = { scores: [], distributions: [] };
    const breather = new Breather();
    while (this.end < until) {
      const start = this.end;
      this.end += this.bucket;
      for (const track of this.#tracks) if (track.holds(start)) track.windows.advance(track.buckets);
      if (this.end % this.#step !== 0) continue;
      await this.#moveReferences(until, unwrittenFrom);
      for (const window of this.#kept) {
        this.#judge(window, found);
        await breather.breathe();
      }
    }
    await this.#moveReferences(until, unwrittenFrom);
    return found;
  }

  /** Lets references that move on follow the windows. */
  async #moveReferences(until: number, unwrittenFrom: number): Promise<void> {
    for (const { context, buckets, from } of this.#tracks) {
      // what lies before a segment's own time is in the store
      const unwritten = { buckets, from: Math.max(unwrittenFrom, from) };
      await context.moving?.moveTo(this.end, until, unwritten);
    }
  }

  /** Lets go of what no window needs any more. */
  forget(closedUntil: number): void {
    this.#tracks = this.#tracks.filter(({ until }) => until > closedUntil);
    for (const { buckets } of this.#tracks) {
      for (const start of buckets.keys())
        if (start < closedUntil - this.#longest - this.bucket) buckets.delete(start);
    }
  }

  /** The segments' windows as they stand, the running bucket included. */
  async live(watermark: number, wishes: LiveWishes): Promise<SegmentState[]> {
    const running = Math.floor(watermark / this.bucket) * this.bucket;
    const tracks = this.#tracks.filter((track) => track.holds(running));
    const forks = tracks.map(({ context, windows, buckets }) => ({
      context,
      live: liveWindows(windows, buckets, running),
    }));
    const windows = tracks.map((): SegmentState['windows'][number][] => []);
    const breather = new Breather();
    for (const { length, name } of this.lengths) {
      const [from, to] = [running - length, running + this.bucket];
      const compared = forks.map(({ context, live }) => liveComparisons(context, live, length, from, to));
      const results = judgeTogether(compared, this.settings);
      for (const [index, { context }] of forks.entries()) {
        windows[index]?.push({
          name,
          length,
          from: new Date(from),
          to: new Date(to),
          expires: wishes.expires(to, length),
          features: results[index] ?? [],
          comparisons: publishedComparisons(compared[index] ?? new Map(), context.minCell),
        });
      }
      await breather.breathe();
    }
    return tracks.map(({ name, column, value }, index) => ({
      name,
      column,
      value: value ?? null,
      windows: windows[index] ?? [],
    }));
  }

  #judge({ length, name: windowName }: Window, found: SegmentJudgement): void {
    const to = this.end;
    const window = { windowName, from: to - length, to };
    const tracks = this.#tracks.filter((track) => track.holds(to - this.bucket));
    const compared = tracks.map(({ context, windows }) =>
      windowComparisons(context, windows, length, to - length, to),
    );
    const results = judgeTogether(compared, this.settings);
    for (const [index, { name: segment, context }] of tracks.entries()) {
      for (const result of results[index] ?? []) {
        const thresholds = thresholdsOf(result.feature, this.settings);
        found.scores.push({ ...window, segment, result, thresholds });
      }
      if (to % length !== 0) continue;
      for (const [feature, { comparison }] of compared[index] ?? []) {
        found.distributions.push({
          ...distributionOf(feature, windowName, to - length, to, comparison, context.minCell),
          segment,
        });
      }
    }
  }

  /** Whose scores and pictures are kept; the longest where all are shorter than a day. */
  get #kept(): readonly Window[] {
    const least = Math.min(DAY, this.#longest);
    return this.lengths.filter(({ length }) => length >= least);
  }

  get #longest(): number {
    return Math.max(...this.lengths.map(({ length }) => length));
  }
}

/** The verdicts of one window in every segment, corrected over the features of all of them. */
function judgeTogether(
  compared: readonly ReadonlyMap<string, WindowComparison>[],
  settings: DetectionSettings,
): FeatureResult[][] {
  const named = compared.map((comparisons) =>
    Array.from(comparisons, ([feature, own]) => ({ feature, ...own })),
  );
  const results = judgeWindow(named.flat(), settings);
  let next = 0;
  return named.map(({ length }) => results.slice(next, (next += length)));
}
