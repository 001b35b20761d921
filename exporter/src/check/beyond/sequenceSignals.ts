import { RowSignals } from '../../detection/concept/rowSignals.js';
import type { SignalsFinding } from '../../detection/model/signals.js';
import { featureOutcomes, outcomes, type OutcomeDefinition } from '../../profile/outcome.js';
import { DriftError } from '../../errors.js';
import type { Selection, Source } from '../../sources/source.js';
import { isGeneral } from '../batches.js';

type Sequence = NonNullable<Source['sequence']>;

/** Makes the error of a row what detectors are fed. */
interface Scale {
  readonly mean: number;
  readonly deviation: number;
}

/** Of more rows nothing is told: to feed a million takes some two seconds. */
const MOST_ROWS = 20_000_000;

/** Errors of classes are 0 and 1 as they stand: every detector takes them. */
const AS_IT_IS: Scale = { mean: 0, deviation: 1 };

/** Change detectors that have been fed the errors of a reference, row by row, and go on with those of a window. */
export class SequenceSignals {
  private constructor(
    readonly source: Source,
    readonly sequence: Sequence,
    readonly error: string,
    readonly scale: Scale,
    readonly reference: RowSignals,
  ) {}

  /**
   * Undefined where rows have no times, cannot be read in their order, are too many, have no errors, or fewer than `minRows`
   * in the reference, or where the errors of a regression are all the same, so that they have no unit.
   */
  static async open(
    source: Source,
    reference: Selection,
    definition: OutcomeDefinition,
    minRows: number,
  ): Promise<SequenceSignals | undefined> {
    const error = featureOutcomes(definition).find(({ name }) => name === outcomes.error)?.expression;
    if (error === undefined || reference.timestampColumn === undefined || source.sequence === undefined)
      return undefined;
    const sequence: Sequence = source.sequence.bind(source);
    const isClass = definition.task === 'classification';
    return ifReadable(async () => {
      if ((await source.rowCount(reference)) > MOST_ROWS) return undefined;
      const scale = isClass ? AS_IT_IS : await scaleOf(sequence, reference, error);
      if (scale === undefined) return undefined;
      const signals = RowSignals.start(isClass ? 'binary' : 'real');
      await sequence(reference, error, (times, values) => signals.add(times, scaled(values, scale)));
      return signals.rows < minRows
        ? undefined
        : new SequenceSignals(source, sequence, error, scale, signals);
    });
  }

  /** Undefined where the window has no rows with an error, or where they do not all lie behind the reference's. */
  async judge(window: Selection): Promise<SignalsFinding | undefined> {
    const { source, sequence, error, scale, reference } = this;
    return ifReadable(async () => {
      if ((await source.rowCount(window)) > MOST_ROWS) return undefined;
      const signals = reference.next();
      let oldest = Infinity;
      await sequence(window, error, (times, values) => {
        oldest = Math.min(oldest, times[0] ?? Infinity);
        signals.add(times, scaled(values, scale));
      });
      if (signals.rows === 0 || oldest < reference.newest) return undefined;
      return { rows: { reference: reference.rows, current: signals.rows }, detectors: signals.results() };
    });
  }
}

/** A label or prediction that is not there, or is no number, costs what is told of errors, and no more. */
async function ifReadable<Result>(read: () => Promise<Result | undefined>): Promise<Result | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof DriftError && !isGeneral(error)) return undefined;
    throw error;
  }
}

function scaled(values: Float64Array, { mean, deviation }: Scale): Float64Array {
  return values.map((value) => (value - mean) / deviation);
}

/** Mean and standard deviation of the reference's errors; undefined where there is none to divide by. */
async function scaleOf(sequence: Sequence, reference: Selection, error: string): Promise<Scale | undefined> {
  let [rows, mean, squares] = [0, 0, 0];
  await sequence(reference, error, (_, values) => {
    for (const value of values) {
      const before = value - mean;
      mean += before / ++rows;
      squares += before * (value - mean);
    }
  });
  const deviation = Math.sqrt(squares / rows);
  return deviation > 0 && Number.isFinite(deviation) ? { mean, deviation } : undefined;
}
