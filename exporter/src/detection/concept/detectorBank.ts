import type { ChangeDetector, DetectorState } from './detector.js';

/** A detector with how it is set. */
export interface SetDetector {
  readonly detector: ChangeDetector;
  readonly options: object;
}

/** How many buckets detectors were fed, and how many changes each has raised, by its id. */
export interface Raised {
  readonly buckets: number;
  readonly changes: Readonly<Record<string, number>>;
}

/** Plain JSON of finite numbers. */
export interface BankState {
  readonly since: Raised;
  /** By their ids. */
  readonly detectors: Readonly<Record<string, DetectorState>>;
}

/** Detectors that are fed the same values, and what they have raised so far. */
export class DetectorBank {
  #buckets: number;
  readonly #changes: Record<string, number>;
  readonly #detectors: Readonly<Record<string, DetectorState>>;

  /** @param state of the same detectors, gone on with as a copy; absent before the first value */
  constructor(
    readonly watched: readonly SetDetector[],
    state: BankState = { since: nothing(watched), detectors: started(watched) },
  ) {
    const { since, detectors } = structuredClone(state);
    this.#buckets = since.buckets;
    this.#changes = { ...since.changes };
    this.#detectors = detectors;
  }

  get state(): BankState {
    return {
      since: { buckets: this.#buckets, changes: { ...this.#changes } },
      detectors: this.#detectors,
    };
  }

  /** The values that come from here on are of another bucket. */
  nextBucket(): void {
    this.#buckets++;
  }

  /** @returns the ids of the detectors to which this value is a change */
  add(value: number): string[] {
    const raised: string[] = [];
    for (const { detector, options } of this.watched) {
      const { id } = detector;
      const state = this.#detectors[id];
      if (state === undefined || !detector.update(state, value, options).drift) continue;
      this.#changes[id] = (this.#changes[id] ?? 0) + 1;
      raised.push(id);
    }
    return raised;
  }
}

/** No bucket, and no change of any detector. */
export function nothing(watched: readonly SetDetector[]): Raised {
  return { buckets: 0, changes: Object.fromEntries(watched.map(({ detector: { id } }) => [id, 0])) };
}

/** Whether there is a state of each detector. */
export function holdsAll(
  watched: readonly SetDetector[],
  detectors: BankState['detectors'] | undefined,
): boolean {
  return watched.every(({ detector: { id } }) => detectors?.[id] !== undefined);
}

function started(watched: readonly SetDetector[]): BankState['detectors'] {
  return Object.fromEntries(watched.map(({ detector }) => [detector.id, detector.start()]));
}
