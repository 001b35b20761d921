import type { Persistence } from '../../detection/overTime/persistence.js';
import type { DetectionSettings } from '../../detection/settings.js';
import type { Reference, ReferenceFeature } from '../../profile/reference.js';
import { segmentFeatures } from '../../profile/segmentCells.js';
import { segmentName } from '../../sources/segments.js';
import type { SegmentColumn } from '../../sources/source.js';
import type { BucketProfile } from '../../store/records.js';
import type { SegmentChoice, Store } from '../../store/store.js';
import type { CalibrationWishes } from '../monitoredReference.js';
import type { MovingStretches } from '../movingStretches.js';
import type { MonitoringPlan } from '../plan.js';
import type { BucketMap } from '../bucketMap.js';
import type { ComparisonContext } from '../windowComparisons.js';
import { chosenAgain, firstChoice, laterChoices, withReferences } from './chooseSegments.js';
import { countedWithoutGap } from './countedWithoutGap.js';
import { fittingSegments } from './fittingSegments.js';
import { enteredBy, indexAt, type Entered } from './chosenAt.js';
import { decodeSegment } from './segmentReference.js';
import { SegmentTrack } from './segmentTrack.js';
import { SegmentTracks } from './segmentTracks.js';

export interface SegmentContext {
  readonly plan: MonitoringPlan;
  readonly reference: Reference;
  readonly persistence: Persistence;
  readonly wishes: CalibrationWishes;
  readonly minCell: number;
  readonly settings: DetectionSettings;
  readonly store: Store;
  readonly writer: string;
  readonly onWarning: (warning: string) => void;
  /** Present where the reference moves on. */
  readonly moving?: MovingStretches;
}

const NO_REFERENCE =
  "the reference's rows are no longer those that it was built from, so that its segments cannot be counted; promote it";

/** The segments of one model: which values they are of, from when on, and their windows. */
export class Segments {
  readonly tracks: SegmentTracks;
  /** By column, oldest first. */
  readonly #choices = new Map<string, SegmentChoice[]>();
  /** Times up to here are chosen for. */
  #settled: number;

  private constructor(
    readonly context: SegmentContext,
    at: number,
    /** Start of the oldest bucket that was counted. */
    readonly countedFrom: number,
  ) {
    const { settings, plan } = context;
    this.tracks = new SegmentTracks(settings, plan.windows, plan.bucket, at);
    this.#settled = at;
  }

  /**
   * Brings back from the store what was chosen, or chooses for the first time.
   * @param at where counting goes on, milliseconds since the epoch
   * @param whole the buckets of all rows, which tell whether segments were counted with them
   */
  static async open(
    context: SegmentContext,
    { at, countedFrom, settled = at }: { at: number; countedFrom: number; settled?: number },
    whole: BucketMap,
  ): Promise<Segments> {
    const segments = new Segments(context, at, countedFrom);
    segments.#settled = settled;
    const { plan, reference, store, onWarning } = context;
    const { fitting, warnings } = fittingSegments(
      plan.segments,
      reference.features.length,
      context.moving?.slots,
    );
    for (const warning of warnings) onWarning(warning);
    for (const wish of fitting) {
      const kept = await store.segmentChoices(plan.check.model, reference.version, wish.column);
      const found = kept.length === 0 ? [await firstChoice(context, wish, at)] : chosenAgain(kept, wish, at);
      const choices: SegmentChoice[] = [];
      for (const choice of found) choices.push(await withReferences(context, choice, choices.at(-1)));
      segments.#choices.set(wish.column, choices);
      await segments.#resume(choices, at, whole);
    }
    return segments;
  }

  /** Which values are counted apart in buckets that start then. */
  columnsAt(start: number): SegmentColumn[] {
    return Array.from(this.#choices, ([column, choices]) => ({
      column,
      values: choices[indexAt(choices, start)]?.values ?? [],
    }));
  }

  /** Chooses for the buckets that start in (from, to), and says where other values come first. */
  async prepare(from: number, to: number): Promise<void> {
    const since = Math.max(from, this.#settled);
    for (const [column, choices] of this.#choices) {
      for (const choice of await laterChoices(this.context, choices, since, to)) {
        choices.push(choice);
        this.#enter(column, choices);
      }
    }
    this.#settled = Math.max(this.#settled, to - this.context.plan.bucket);
  }

  /** Start of the first bucket after `from` that is counted otherwise. */
  nextChange(from: number): number {
    const starts = Array.from(this.#choices.values(), (choices) =>
      choices.map((choice) => choice.from).filter((start) => start > from),
    );
    return Math.min(...starts.flat());
  }

  /** Counting has failed up to then: what was counted before is not whole. */
  interrupted(until: number): void {
    for (const track of this.tracks.tracks) {
      track.context = { ...track.context, countedFrom: Math.max(track.context.countedFrom, until) };
    }
  }

  async #resume(choices: readonly SegmentChoice[], at: number, whole: BucketMap): Promise<void> {
    const { plan } = this.context;
    const index = indexAt(choices, at);
    const [choice] = choices.slice(index, index + 1);
    if (choice === undefined) return;
    const longest = Math.max(...plan.windows.map(({ length }) => length));
    const from = Math.max(this.countedFrom, at - longest - plan.bucket);
    const counted = new Map<string, readonly BucketProfile[]>();
    // with those that were counted apart before others took their places, rows add up to all
    const known = choices.slice(indexAt(choices, from), index + 1);
    for (const value of new Set([...known.flatMap(({ values }) => values), undefined])) {
      const name = segmentName(choice.column, value);
      const buckets = await this.#buckets(name, from, at);
      // what was counted of a value's past as it came is in the rest of that time, too
      const isOwn = ({ start }: BucketProfile): boolean =>
        value === undefined || choices[indexAt(choices, start)]?.values.includes(value) === true;
      counted.set(name, buckets.filter(isOwn));
    }
    const since = countedWithoutGap(whole, [...counted.values()], from, at, plan.bucket);
    for (const value of [...choice.values, undefined]) {
      const entered = enteredBy(choice, choices.slice(0, index), value);
      const start = entered.isFirst ? since : Math.max(since, entered.by.from);
      const track = this.#track(value, entered, start, from, at);
      track.take(counted.get(track.name) ?? [], from, at);
      while (track.windows.end < at) track.windows.advance(track.buckets);
      await track.context.moving?.moveTo(at);
    }
    for (let next = index + 1; next < choices.length; next++) {
      this.#enter(choice.column, choices.slice(0, next + 1));
    }
  }

  async #buckets(segment: string, from: number, to: number): Promise<BucketProfile[]> {
    const { plan, reference, store } = this.context;
    const { version, features } = reference;
    const found: BucketProfile[] = [];
    for await (const some of store.readBuckets(plan.check.model, version, features, from, to, segment)) {
      found.push(...some);
    }
    return found;
  }

  /** Lets the last choice's new segments begin, and those that it replaces end. */
  #enter(column: string, choices: readonly SegmentChoice[]): void {
    const choice = choices.at(-1);
    if (choice === undefined) return;
    const open = this.tracks.tracks.filter((track) => track.column === column && track.until === Infinity);
    for (const track of open) {
      // the rest is another rest
      if (track.value === undefined || !choice.values.includes(track.value)) track.until = choice.from;
    }
    const known = new Set(open.filter(({ until }) => until === Infinity).map(({ value }) => value));
    const entered = { by: choice, isFirst: false };
    for (const value of [...choice.values, undefined]) {
      if (!known.has(value)) this.#track(value, entered, choice.from, choice.from, choice.from);
    }
  }

  /** @param end where its windows end at first @param at from when on they are judged */
  #track(
    value: string | undefined,
    entered: Entered,
    countedFrom: number,
    end: number,
    at: number,
  ): SegmentTrack {
    const { plan, reference, wishes, persistence, minCell } = this.context;
    const { column, values, references } = entered.by;
    const name = segmentName(column, value);
    const place = value === undefined ? values.length : values.indexOf(value);
    const { features, seasonal, limits } = decodeSegment(references[place], reference.features, wishes);
    const own = segmentFeatures(features, column, value);
    const context = {
      model: plan.check.model,
      features: own,
      lengths: plan.windows,
      seasonal,
      calibration: { features: limits, persistence },
      minCell,
      countedFrom: Math.max(countedFrom, this.countedFrom),
      ...(references.length > 0 ? {} : { inconclusive: NO_REFERENCE }),
      ...this.#moving(name, value, own, entered, at),
    };
    const track = new SegmentTrack(name, column, value, context, plan.bucket, countedFrom, end);
    this.tracks.add(track);
    return track;
  }

  /** What a segment is compared with where the reference moves on. */
  #moving(
    name: string,
    value: string | undefined,
    features: readonly ReferenceFeature[],
    { by: { from }, isFirst }: Entered,
    at: number,
  ): Pick<ComparisonContext, 'moving'> {
    const { moving } = this.context;
    if (moving === undefined) return {};
    // its past was counted as it came; that of a later rest was another rest's
    const hasPast = isFirst || value !== undefined;
    // what is filled in before the first choice has windows before it, too
    const countedFrom = at < from ? this.countedFrom : from;
    const knownFrom = Math.min(hasPast ? from - moving.length : from, countedFrom);
    return { moving: moving.ofSegment(name, features, countedFrom, knownFrom) };
  }
}
