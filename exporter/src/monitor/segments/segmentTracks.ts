import { judgeWindow } from '../../detection/overTime/judgeWindow.js';
import { thresholdsOf, type DetectionSettings } from '../../detection/settings.js';
import { suppressSmallCells } from '../../profile/privacy.js';
import type { FeatureResult } from '../../detection/result.js';
import type { BucketProfile, DistributionRecord, ScoreRecord } from '../../store/records.js';
import { Breather } from '../breather.js';
import { distributionOf } from '../distribution.js';
import type { LiveWishes } from '../judgeLive.js';
import { liveWindows } from '../liveWindows.js';
import type { SegmentState } from '../state.js';
import { windowComparisons, type WindowComparison } from '../windowComparisons.js';
import { segmentScoreStep } from './segmentScoreStep.js';
import type { SegmentTrack } from './segmentTrack.js';

/** What judging closed buckets of segments has brought. */
export interface SegmentJudgement {
  readonly scores: ScoreRecord[];
  readonly distributions: DistributionRecord[];
}

/** All segments of one model, advanced together: their hypotheses are one family, whatever column they are of. */
export class SegmentTracks {
  #tracks: SegmentTrack[] = [];

  constructor(
    readonly settings: DetectionSettings,
    readonly lengths: readonly { readonly length: number; readonly name: string }[],
    readonly bucket: number,
    /** Where windows end, milliseconds since the epoch. */
    public end: number,
  ) {}

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

  /** Judges the windows that end with each bucket that ends at or before `until`, as often as their scores are kept. */
  async advance(until: number): Promise<SegmentJudgement> {
    const found: SegmentJudgement = { scores: [], distributions: [] };
    const breather = new Breather();
    while (this.end < until) {
      const start = this.end;
      this.end += this.bucket;
      for (const track of this.#tracks) if (track.holds(start)) track.windows.advance(track.buckets);
      for (const window of this.lengths) {
        if (this.end % segmentScoreStep(window.length, this.bucket) === 0) this.#judge(window, found);
        await breather.breathe();
      }
    }
    return found;
  }

  /** Lets go of what no window needs any more. */
  forget(closedUntil: number): void {
    const longest = Math.max(...this.lengths.map(({ length }) => length));
    this.#tracks = this.#tracks.filter(({ until }) => until > closedUntil);
    for (const { buckets } of this.#tracks) {
      for (const start of buckets.keys())
        if (start < closedUntil - longest - this.bucket) buckets.delete(start);
    }
  }

  /** The segments' windows as they stand, the running bucket included. */
  async live(watermark: number, wishes: LiveWishes): Promise<SegmentState[]> {
    const running = Math.floor(watermark / this.bucket) * this.bucket;
    const tracks = this.#tracks.filter((track) => track.holds(running));
    const forks = tracks.map(({ context, windows, buckets }) => ({
      context,
      window: liveWindows(windows, buckets, running),
    }));
    const windows = tracks.map((): SegmentState['windows'][number][] => []);
    const breather = new Breather();
    for (const { length, name } of this.lengths) {
      const [from, to] = [running - length, running + this.bucket];
      const compared = forks.map(({ context, window }) =>
        windowComparisons(context, window.windows, length, from, to, (feature) =>
          window.profile(length, feature),
        ),
      );
      const results = judgeTogether(compared, this.settings);
      for (const [index, features] of results.entries()) {
        const comparisons = compared[index] ?? new Map<string, WindowComparison>();
        windows[index]?.push({
          name,
          length,
          from: new Date(from),
          to: new Date(to),
          expires: wishes.expires(to, length),
          features,
          comparisons: new Map(
            Array.from(comparisons, ([feature, { comparison }]) => [
              feature,
              {
                ...comparison,
                current: suppressSmallCells(comparison.current, tracks[index]?.context.minCell ?? 1),
              },
            ]),
          ),
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

  #judge({ length, name: windowName }: { length: number; name: string }, found: SegmentJudgement): void {
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
      if (to % length !== 0 || length < Math.min(DAY, this.#longest())) continue;
      for (const [feature, { comparison }] of compared[index] ?? []) {
        found.distributions.push({
          ...distributionOf(feature, windowName, to - length, to, comparison, context.minCell),
          segment,
        });
      }
    }
  }

  #longest(): number {
    return Math.max(...this.lengths.map(({ length }) => length));
  }
}

const DAY = 86_400_000;

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
