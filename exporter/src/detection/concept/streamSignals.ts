import type { ErrorBaseline } from './bucketErrors.js';
import { DetectorBank, holdsAll, nothing, type BankState, type Raised } from './detectorBank.js';
import { rowDetectors, type RowInputs } from './rowDetectors.js';

/** 1 is the state of what is fed buckets. */
export interface StreamSignalsState extends BankState {
  readonly version: 2;
  readonly inputs: RowInputs;
}

/**
 * Feeds the errors of the rows of a stream, in the order in which they came, to every change detector that may be fed them. It
 * starts without a past: of the reference there are no single rows.
 */
export class StreamSignals {
  private constructor(
    readonly inputs: RowInputs,
    readonly bank: DetectorBank,
  ) {}

  static start(inputs: RowInputs): StreamSignals {
    return new StreamSignals(inputs, new DetectorBank(rowDetectors(inputs)));
  }

  /** Undefined where it is of another kind, or of errors of another unit. */
  static resume(state: unknown, inputs: RowInputs): StreamSignals | undefined {
    if (!isState(state, inputs)) return undefined;
    return new StreamSignals(inputs, new DetectorBank(rowDetectors(inputs), state));
  }

  /** Nothing of the reference was fed. */
  get reference(): Raised {
    return nothing(this.bank.watched);
  }

  get since(): Raised {
    return this.bank.state.since;
  }

  get state(): StreamSignalsState {
    return { version: 2, inputs: this.inputs, ...this.bank.state };
  }

  /** The rows that come from here on are those of another bucket. */
  nextBucket(): void {
    this.bank.nextBucket();
  }

  /**
   * @param errors 0 or 1 each, or |prediction − label|, which are standardised by those of the reference
   * @returns the ids of the detectors to which any of these rows is a change
   */
  add(errors: Iterable<number>, { mean, deviation }: Pick<ErrorBaseline, 'mean' | 'deviation'>): Set<string> {
    const raised = new Set<string>();
    for (const error of errors) {
      const value = this.inputs === 'binary' ? error : (error - mean) / deviation;
      for (const id of this.bank.add(value)) raised.add(id);
    }
    return raised;
  }
}

function isState(state: unknown, wanted: RowInputs): state is StreamSignalsState {
  if (typeof state !== 'object' || state === null) return false;
  // written by ourselves
  const { version, inputs, since, detectors } = state as Partial<StreamSignalsState>;
  return (
    version === 2 && inputs === wanted && since !== undefined && holdsAll(rowDetectors(wanted), detectors)
  );
}
