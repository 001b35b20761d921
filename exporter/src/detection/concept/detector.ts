import { usable } from './usable.js';

/** What a detector remembers: plain JSON of finite numbers, so that it can be stored and gone on with. */
export interface DetectorState {
  /** Whether the last value has raised a change. */
  drift: boolean;
  /** Whether the last values look like the beginning of a change; absent where the method knows no warning. */
  warning?: boolean;
}

/**
 * What a detector may be fed: 0 or 1 only (the error of a classifier), anything from 0 to 1 (also the error rate of a
 * bucket), or any finite number (also the absolute error of a regression).
 */
export type DetectorInputs = 'binary' | 'unit' | 'real';

/**
 * Watches one number a row, or a bucket, for a change of its mean: a sequential change detector. It costs the same for
 * every value, and needs no reference.
 */
export interface ChangeDetector<
  State extends DetectorState = DetectorState,
  Options extends object = object,
> {
  /** Key in configuration and output, such as `page_hinkley`. */
  readonly id: string;
  /** English name, such as `Page–Hinkley test`. */
  readonly title: string;
  /** What it tells, in a sentence for a person who reads a report. */
  readonly description: string;
  /** Place in tables and reports. */
  readonly order: number;
  readonly inputs: DetectorInputs;
  /** Those of river 0.23.0, or of frouros 0.9.0 for what river does not have; `hddmW.ts` tells the one exception. */
  readonly defaults: Options;
  /** Before the first value. */
  start(): State;
  /**
   * The state after one more value, written into `state`, which it returns: over millions of rows a new one each is what
   * would cost most. Copy it by way of JSON. The value after a change starts anew.
   *
   * What the detector may not be fed, NaN, infinite or absent values among it, is skipped: it raises no change, and later
   * changes are found as if it had not come.
   */
  update(state: State, value: number | null | undefined, options?: Options): State;
}

/** A detector of what its method does with one usable value; starting anew and skipping are the same for all. */
export function changeDetector<State extends DetectorState, Options extends object>({
  add,
  ...detector
}: Omit<ChangeDetector<State, Options>, 'update'> & {
  add(state: State, value: number, options: Options): void;
}): ChangeDetector<State, Options> {
  const { inputs, defaults, start } = detector;
  return {
    ...detector,
    update(state, value, options = defaults) {
      if (state.drift) Object.assign(state, start());
      const number = usable(value, inputs);
      if (number !== undefined) add(state, number, options);
      return state;
    },
  };
}
