import { Draws } from '../lstm/simulate/draws.js';
import type { ChangeDetector, DetectorState } from './detector.js';
import { rowDetectors, type RowInputs } from './rowDetectors.js';

/** What one detector has raised over the rows of a window. */
export interface RowSignal {
  /** Its id in the registry. */
  readonly method: string;
  /** The most that it raised. */
  readonly level: 'none' | 'warning' | 'drift';
  /** Of the first row that raised it, ISO 8601; absent where none did. */
  readonly time?: string;
  /** Changes that it raised in the window: it starts anew after each. */
  readonly changes: number;
  /** Those that it had raised in the reference before: how eager it is where nothing should be found. */
  readonly reference_changes: number;
}

interface Watched {
  readonly detector: ChangeDetector;
  readonly options: object;
  state: DetectorState;
  changes: number;
  /** Times of the first rows that raised it, in milliseconds since the epoch. */
  firstChange: number | null;
  firstWarning: number | null;
}

/** Feeds one number a row, in the order of time, to every change detector that may be fed it. */
export class RowSignals {
  /** Values of the newest time, which are not fed yet. */
  #moment: number[] = [];
  /** The time of the newest value. */
  #newest = -Infinity;
  #rows = 0;
  readonly #draws = new Draws(1);

  private constructor(
    readonly watched: Watched[],
    readonly before: ReadonlyMap<string, number>,
  ) {}

  static start(inputs: RowInputs): RowSignals {
    return new RowSignals(
      rowDetectors(inputs).map((own) => ({ ...quiet, ...own, state: own.detector.start() })),
      new Map(),
    );
  }

  /** Values that were fed or wait to be. */
  get rows(): number {
    return this.#rows;
  }

  /** The time of the newest value, −∞ before the first. */
  get newest(): number {
    return this.#newest;
  }

  /** Goes on from here with rows of their own: a copy, which counts anew what is raised. */
  next(): RowSignals {
    this.#feed();
    return new RowSignals(
      this.watched.map(({ detector, options, state }) => ({
        ...quiet,
        detector,
        options,
        state: JSON.parse(JSON.stringify(state)) as DetectorState,
      })),
      new Map(this.watched.map(({ detector, changes }) => [detector.id, changes])),
    );
  }

  /** @param times in milliseconds since the epoch, ascending, also from call to call */
  add(times: ArrayLike<number>, values: ArrayLike<number>): void {
    for (let index = 0; index < values.length; index++) {
      const time = times[index] as number;
      if (time !== this.#newest) {
        this.#feed();
        this.#newest = time;
      }
      this.#moment.push(values[index] as number);
      this.#rows++;
    }
  }

  /** What was raised, by the detectors' order. */
  results(): RowSignal[] {
    this.#feed();
    return this.watched.map(({ detector: { id }, changes, firstChange, firstWarning }) => {
      const first = firstChange ?? firstWarning;
      return {
        method: id,
        level: firstChange !== null ? 'drift' : firstWarning !== null ? 'warning' : 'none',
        ...(first === null ? {} : { time: new Date(first).toISOString() }),
        changes,
        reference_changes: this.before.get(id) ?? 0,
      };
    });
  }

  /** Rows of one moment have no order, and that of their values would look like a change: they are shuffled, always alike. */
  #feed(): void {
    const moment = this.#moment;
    if (moment.length === 0) return;
    this.#moment = [];
    for (let last = moment.length - 1; last > 0; last--) {
      const other = this.#draws.below(last + 1);
      const value = moment[last] as number;
      moment[last] = moment[other] as number;
      moment[other] = value;
    }
    for (const watched of this.watched) for (const value of moment) update(watched, value, this.#newest);
  }
}

const quiet = { changes: 0, firstChange: null, firstWarning: null };

function update(watched: Watched, value: number, time: number): void {
  const { detector, options, state } = watched;
  detector.update(state, value, options);
  if (state.drift) {
    watched.changes++;
    watched.firstChange ??= time;
  } else if (state.warning === true) watched.firstWarning ??= time;
}
