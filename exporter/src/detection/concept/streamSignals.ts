import type { ErrorBaseline } from './bucketErrors.js';
import type { Raised } from './bucketSignals.js';
import type { DetectorState } from './detector.js';
import { rowDetectors, type RowInputs } from './rowDetectors.js';

/** Plain JSON of finite numbers; 1 is the state of what is fed buckets. */
export interface StreamSignalsState {
  readonly version: 2;
  readonly inputs: RowInputs;
  readonly since: Raised;
  readonly detectors: Readonly<Record<string, DetectorState>>;
}

/**
 * Feeds the errors of the rows of a stream, in the order in which they came, to every change detector that may be fed them. It
 * starts without a past: of the reference there are no single rows.
 */
export class StreamSignals {
  readonly #watched: ReturnType<typeof rowDetectors>;
  #buckets: number;
  readonly #changes: Record<string, number>;

  private constructor(
    readonly inputs: RowInputs,
    since: Raised,
    readonly detectors: Readonly<Record<string, DetectorState>>,
  ) {
    this.#watched = rowDetectors(inputs);
    this.#buckets = since.buckets;
    this.#changes = { ...since.changes };
  }

  static start(inputs: RowInputs): StreamSignals {
    const watched = rowDetectors(inputs).map(({ detector }) => detector);
    const changes = Object.fromEntries(watched.map(({ id }) => [id, 0]));
    const detectors = Object.fromEntries(watched.map((detector) => [detector.id, detector.start()]));
    return new StreamSignals(inputs, { buckets: 0, changes }, detectors);
  }

  /** Undefined where it is of another kind, or of errors of another unit. */
  static resume(state: unknown, inputs: RowInputs): StreamSignals | undefined {
    if (!isState(state, inputs)) return undefined;
    const { since, detectors } = structuredClone(state);
    return new StreamSignals(inputs, since, detectors);
  }

  /** Nothing of the reference was fed. */
  get reference(): Raised {
    return { buckets: 0, changes: Object.fromEntries(Object.keys(this.#changes).map((id) => [id, 0])) };
  }

  get since(): Raised {
    return { buckets: this.#buckets, changes: { ...this.#changes } };
  }

  get state(): StreamSignalsState {
    const { inputs, since, detectors } = this;
    return { version: 2, inputs, since, detectors };
  }

  /** The rows that come from here on are those of another bucket. */
  nextBucket(): void {
    this.#buckets++;
  }

  /**
   * @param errors 0 or 1 each, or |prediction − label|, which are standardised by those of the reference
   * @returns the ids of the detectors to which any of these rows is a change
   */
  add(errors: Iterable<number>, { mean, deviation }: Pick<ErrorBaseline, 'mean' | 'deviation'>): Set<string> {
    const raised = new Set<string>();
    for (const error of errors) {
      const value = this.inputs === 'binary' ? error : (error - mean) / deviation;
      for (const { detector, options } of this.#watched) {
        const { id } = detector;
        const state = this.detectors[id];
        if (state === undefined || !detector.update(state, value, options).drift) continue;
        this.#changes[id] = (this.#changes[id] ?? 0) + 1;
        raised.add(id);
      }
    }
    return raised;
  }
}

function isState(state: unknown, wanted: RowInputs): state is StreamSignalsState {
  if (typeof state !== 'object' || state === null) return false;
  // written by ourselves
  const { version, inputs, since, detectors } = state as Partial<StreamSignalsState>;
  return (
    version === 2 &&
    inputs === wanted &&
    since !== undefined &&
    rowDetectors(wanted).every(({ detector: { id } }) => detectors?.[id] !== undefined)
  );
}
