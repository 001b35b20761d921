import { adwin } from './adwin.js';
import { cusum } from './cusum.js';
import type { ChangeDetector } from './detector.js';
import {
  DetectorBank,
  holdsAll,
  nothing,
  type BankState,
  type Raised,
  type SetDetector,
} from './detectorBank.js';
import { pageHinkley } from './pageHinkley.js';

/**
 * Those that may be fed the mean of a bucket, in deviations. DDM and EDDM take errors that are 0 or 1 only; HDDM_A and HDDM_W
 * would take a hundred rows for one, and see nothing.
 */
const watched: readonly SetDetector[] = [
  { detector: erased(adwin), options: { ...adwin.defaults, clock: 1 } },
  { detector: erased(pageHinkley), options: { ...pageHinkley.defaults, delta: 0.5, threshold: 10 } },
  { detector: erased(cusum), options: { ...cusum.defaults, delta: 0.5, threshold: 10 } },
];

export interface BucketSignalsState extends BankState {
  readonly version: 1;
  /** In the reference, before the first bucket. */
  readonly reference: Raised;
}

/** Feeds one number a bucket, in the order of time, to the change detectors that may be fed it. */
export class BucketSignals {
  private constructor(
    readonly reference: Raised,
    readonly bank: DetectorBank,
  ) {}

  /** @param reference its own buckets: what changes are found against, from the first bucket on */
  static start(reference: readonly number[]): BucketSignals {
    const before = new BucketSignals(nothing(watched), new DetectorBank(watched));
    for (const value of reference) before.add(value);
    const { since, detectors } = before.bank.state;
    return new BucketSignals(since, new DetectorBank(watched, { since: nothing(watched), detectors }));
  }

  /** Undefined where it is of another version. */
  static resume(state: unknown): BucketSignals | undefined {
    return isState(state) ? new BucketSignals(state.reference, new DetectorBank(watched, state)) : undefined;
  }

  /** Since the reference. */
  get since(): Raised {
    return this.bank.state.since;
  }

  get state(): BucketSignalsState {
    return { version: 1, reference: this.reference, ...this.bank.state };
  }

  /** @returns the ids of the detectors to which this bucket is a change */
  add(value: number): string[] {
    this.bank.nextBucket();
    return this.bank.add(value);
  }
}

/** Each detector goes with its own state and options only, which is all that is done here. */
function erased(detector: unknown): ChangeDetector {
  return detector as ChangeDetector;
}

function isState(state: unknown): state is BucketSignalsState {
  if (typeof state !== 'object' || state === null) return false;
  // written by ourselves
  const { version, detectors } = state as Partial<BucketSignalsState>;
  return version === 1 && holdsAll(watched, detectors);
}
