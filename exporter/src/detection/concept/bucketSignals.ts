import { adwin } from './adwin.js';
import { cusum } from './cusum.js';
import type { ChangeDetector, DetectorState } from './detector.js';
import { pageHinkley } from './pageHinkley.js';

interface Watched {
  readonly detector: ChangeDetector;
  readonly options: object;
}

/**
 * Those that may be fed the mean of a bucket, in deviations. DDM and EDDM take errors that are 0 or 1 only; HDDM_A and HDDM_W
 * would take a hundred rows for one, and see nothing.
 */
const watched: readonly Watched[] = [
  { detector: erased(adwin), options: { ...adwin.defaults, clock: 1 } },
  { detector: erased(pageHinkley), options: { ...pageHinkley.defaults, delta: 0.5, threshold: 10 } },
  { detector: erased(cusum), options: { ...cusum.defaults, delta: 0.5, threshold: 10 } },
];

/** How many buckets detectors were fed, and how many changes each has raised, by its id. */
export interface Raised {
  readonly buckets: number;
  readonly changes: Readonly<Record<string, number>>;
}

/** Plain JSON of finite numbers. */
export interface BucketSignalsState {
  readonly version: 1;
  /** In the reference, before the first bucket. */
  readonly reference: Raised;
  readonly since: Raised;
  readonly detectors: Readonly<Record<string, DetectorState>>;
}

/** Feeds one number a bucket, in the order of time, to the change detectors that may be fed it. */
export class BucketSignals {
  #buckets: number;
  readonly #changes: Record<string, number>;

  private constructor(
    readonly reference: Raised,
    since: Raised,
    readonly detectors: Readonly<Record<string, DetectorState>>,
  ) {
    this.#buckets = since.buckets;
    this.#changes = { ...since.changes };
  }

  /** @param reference its own buckets: what changes are found against, from the first bucket on */
  static start(reference: readonly number[]): BucketSignals {
    const detectors = Object.fromEntries(watched.map(({ detector }) => [detector.id, detector.start()]));
    const before = new BucketSignals(none(), none(), detectors);
    for (const value of reference) before.add(value);
    return new BucketSignals(before.since, none(), detectors);
  }

  /** Undefined where it is of another version. */
  static resume(state: unknown): BucketSignals | undefined {
    if (!isState(state)) return undefined;
    const { reference, since, detectors } = structuredClone(state);
    return new BucketSignals(reference, since, detectors);
  }

  /** Since the reference. */
  get since(): Raised {
    return { buckets: this.#buckets, changes: { ...this.#changes } };
  }

  get state(): BucketSignalsState {
    const { reference, since, detectors } = this;
    return { version: 1, reference, since, detectors };
  }

  /** @returns the ids of the detectors to which this bucket is a change */
  add(value: number): string[] {
    this.#buckets++;
    return watched.flatMap(({ detector, options }) => {
      const { id } = detector;
      const state = this.detectors[id];
      if (state === undefined || !detector.update(state, value, options).drift) return [];
      this.#changes[id] = (this.#changes[id] ?? 0) + 1;
      return [id];
    });
  }
}

function none(): Raised {
  return { buckets: 0, changes: Object.fromEntries(watched.map(({ detector: { id } }) => [id, 0])) };
}

/** Each detector goes with its own state and options only, which is all that is done here. */
function erased(detector: unknown): ChangeDetector {
  return detector as ChangeDetector;
}

function isState(state: unknown): state is BucketSignalsState {
  if (typeof state !== 'object' || state === null) return false;
  // written by ourselves
  const { version, detectors } = state as Partial<BucketSignalsState>;
  return version === 1 && watched.every(({ detector: { id } }) => detectors?.[id] !== undefined);
}
