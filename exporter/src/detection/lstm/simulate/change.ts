import type { Distribution, Effect } from './distribution.js';
import type { Draws } from './draws.js';

/** What a change makes of an hour's shares, and of its missing values, when it is fully there. */
export interface Change {
  readonly kind: string;
  readonly course: string;
  /** How far it is there, so many hours after its onset: sizes are scaled by `size`, and `mixed` of the rows have it. */
  readonly at: (hour: number) => { readonly size: number; readonly mixed: number };
  readonly move: number;
  readonly stretch: number;
  readonly missing: number;
  /** Shares of rows that leave their cells for others. */
  readonly flows: readonly {
    readonly from: number | undefined;
    readonly to: number;
    readonly share: number;
  }[];
}

const NONE = { move: 0, stretch: 0, missing: 0, flows: [] };

type Kind = (draws: Draws, cells: number) => Partial<Change>;

const numeric: Readonly<Record<string, Kind>> = {
  move: (draws) => ({ move: draws.sign() * draws.logBetween(0.1, 2.5) }),
  stretch: (draws) => ({ stretch: draws.sign() * draws.logBetween(0.1, 1) }),
  moveAndStretch: (draws) => ({
    move: draws.sign() * draws.logBetween(0.1, 1.5),
    stretch: draws.sign() * draws.logBetween(0.1, 0.8),
  }),
  outliers: (draws, cells) => ({
    flows: [{ from: undefined, to: draws.chance(0.5) ? 0 : cells - 1, share: draws.logBetween(0.02, 0.4) }],
  }),
  stuck: (draws, cells) => ({
    flows: [
      { from: undefined, to: draws.below(cells), share: draws.chance(0.3) ? 1 : draws.logBetween(0.05, 1) },
    ],
  }),
};

const categorical: Readonly<Record<string, Kind>> = {
  odds: (draws) => ({ move: draws.sign() * draws.logBetween(0.08, 1.5) }),
  swap: (draws, cells) => {
    const from = draws.below(Math.min(cells - 2, 4));
    return {
      flows: [
        { from, to: (from + 1 + draws.below(cells - 3)) % (cells - 2), share: draws.logBetween(0.05, 1) },
      ],
    };
  },
  gathered: (draws, cells) => ({
    flows: [{ from: undefined, to: draws.below(cells - 2), share: draws.logBetween(0.03, 0.6) }],
  }),
  unseen: (draws, cells) => ({
    flows: [{ from: undefined, to: cells - 1, share: draws.logBetween(0.005, 0.3) }],
  }),
};

const missing: Kind = (draws) => ({ missing: draws.chance(0.2) ? 1 : draws.logBetween(0.01, 0.8) });

/** How a change comes about. */
const courses: Readonly<Record<string, (draws: Draws) => Change['at']>> = {
  abrupt: () => () => ({ size: 1, mixed: 1 }),
  gradualHours(draws) {
    const until = draws.logBetween(10, 300);
    return (hour) => ({ size: 1, mixed: draws.chance((hour + 1) / until) ? 1 : 0 });
  },
  gradualRows(draws) {
    const until = draws.logBetween(10, 300);
    return (hour) => ({ size: 1, mixed: Math.min(1, (hour + 1) / until) });
  },
  incremental(draws) {
    const until = draws.logBetween(12, 500);
    return (hour) => ({ size: Math.min(1, (hour + 1) / until), mixed: 1 });
  },
  recurring(draws) {
    const [first, length] = [draws.below(24), 3 + draws.below(10)];
    return (hour) => ({ size: 1, mixed: (hour + first) % 24 < length ? 1 : 0 });
  },
  seasonal(draws) {
    const peak = draws.between(0, 24);
    return (hour) => ({ size: Math.cos((2 * Math.PI * (hour - peak)) / 24), mixed: 1 });
  },
};

/** One change of a feature, drawn. */
export function drawChange(
  { isOrdered, cells }: Pick<Distribution, 'isOrdered' | 'cells'>,
  draws: Draws,
): Change {
  const kinds = isOrdered ? numeric : categorical;
  const isMissing = draws.chance(0.2);
  const kind = isMissing ? 'missing' : draws.pick(Object.keys(kinds));
  const course = draws.pick(Object.keys(courses).filter((name) => !isMissing || name !== 'seasonal'));
  const drawn = isMissing ? missing(draws, cells) : (kinds[kind] as Kind)(draws, cells);
  const at = (courses[course] as (typeof courses)['abrupt'])(draws);
  return { ...NONE, ...drawn, kind, course, at: (hour: number) => at(hour) };
}

/** The effect, changed by so much of the change's size. */
export function changedEffect({ move, stretch }: Effect, change: Change, size: number): Effect {
  return { move: move + change.move * size, stretch: stretch + change.stretch * size };
}

/** Lets rows flow from cell to cell; shares still sum to 1. */
export function flow(shares: Float64Array, { flows }: Pick<Change, 'flows'>, size: number): void {
  for (const { from, to, share } of flows) {
    const part = share * Math.abs(size);
    for (let cell = 0; cell < shares.length; cell++) {
      if (cell === to || (from !== undefined && from !== cell)) continue;
      const leaving = (shares[cell] as number) * part;
      shares[cell] = (shares[cell] as number) - leaving;
      shares[to] = (shares[to] as number) + leaving;
    }
  }
}
