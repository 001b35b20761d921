import type { FeatureResult } from '../../../../exporter/src/detection/result.js';
import { Draws } from '../../../support/randomness.js';
import { changed, changes, fits, isOfColumn, waysOf, type Change, type Kind } from './changes.js';
import { pick, type Column, type Values } from './column.js';
import { sideOf, type Side } from './compare.js';
import type { DataSet } from './dataSets.js';
import { Effects, type Effect } from './effects.js';
import { Deck, pairsOf, segmentsOf, turned, type Pair, type Segment } from './rows.js';
import { decide, look, ruleNames, verdicts, type Looked, type RuleName } from './rules.js';

/** Which columns a change befalls: one of those that it fits, or all. Repetitions take turns. */
export type Scope = 'one' | 'all';

/** A batch, what befell it, and what each rule made of it. */
export interface Trial extends Change {
  readonly dataSet: string;
  readonly rows: number;
  readonly repetition: number;
  readonly scope: Scope;
  /** The largest over the changed columns. */
  readonly effect: { readonly psi: number; readonly variation: number; readonly moved: number };
  /** Columns in all, and changed ones. */
  readonly columns: number;
  readonly affected: number;
  /** Columns that each rule calls drifted, those changed and the others. */
  readonly flagged: Readonly<Record<RuleName, readonly [changed: number, others: number]>>;
  /** Changed columns of a true PSI of .25 and more, and how many of them are at least significant. */
  readonly severe: readonly [due: number, met: number];
}

/** Of a smaller data set, half. */
const REFERENCE_ROWS = 20_000;
/** Batches without drift of each size; the changes befall the last of them. */
const quietBatches = (rows: number): number =>
  rows === 100 ? 50 : rows < 10_000 ? 25 : rows < 100_000 ? 10 : 3;
const LARGE_PSI = 0.25;
const NO_EFFECT: Effect = { psi: () => 0, variation: 0, moved: 0 };

/** So many rows of a data set are its reference. */
export function referenceRowsOf(rows: number): number {
  return Math.min(REFERENCE_ROWS, rows >> 1);
}

/** Draws references and batches from a data set and lets the rules judge. */
export class Trials {
  readonly #effects: Effects;
  readonly #segments: readonly Segment[];
  readonly #pairs: readonly Pair[];

  constructor(
    readonly dataSet: DataSet,
    readonly seed: number,
  ) {
    this.#effects = new Effects(dataSet, seed);
    this.#segments = segmentsOf(dataSet);
    this.#pairs = pairsOf(dataSet);
  }

  /** One reference, and of each size one batch under every change. */
  *repetition(repetition: number, sizes: readonly number[]): Generator<Trial> {
    const { dataSet } = this;
    const scope: Scope = repetition % 2 === 0 ? 'all' : 'one';
    const draws = new Draws(this.seed + 7_919 * repetition);
    const deck = new Deck(dataSet.rows, draws);
    const referenceRows = referenceRowsOf(dataSet.rows);
    const places = deck.draw(referenceRows);
    const sides = dataSet.columns.map((column) => sideOf(column, pick(column, places)));
    for (const rows of sizes) {
      if (rows > dataSet.rows - referenceRows) continue;
      const common = { dataSet: dataSet.name, rows, repetition, scope };
      for (let index = 1; index < quietBatches(rows); index++) {
        deck.rewind(referenceRows);
        yield { ...common, ...new Batch(sides, deck.draw(rows)).unchanged() };
      }
      deck.rewind(referenceRows);
      const batch = new Batch(sides, deck.draw(rows));
      yield { ...common, ...batch.unchanged() };
      for (const change of changes) {
        if (isOfColumn(change)) {
          const befallen = this.#befallen(change, scope, draws);
          if (befallen.length === 0) continue;
          const effects = befallen.map(({ column, way }) => this.#effects.ofColumn(column, change, way));
          yield { ...common, ...change, ...batch.changed(change, befallen, effects, draws) };
        } else if (change.kind === 'segment') {
          const segment = this.#segments[draws.below(this.#segments.length)] as Segment;
          const found = deck.find(Math.round(change.share * rows), segment.holds);
          if (found === undefined) continue;
          const effects = this.#effects.ofSegment(segment, change.share);
          yield { ...common, ...change, ...batch.replaced(found, effects) };
        } else {
          const pair = this.#pairs[draws.below(this.#pairs.length)];
          if (pair === undefined) continue;
          yield { ...common, ...change, ...batch.turned(pair[1], change.share) };
        }
      }
    }
  }

  #befallen(change: Change & { readonly kind: Kind }, scope: Scope, draws: Draws): Befallen[] {
    const fitting = this.dataSet.columns.flatMap((column, index) =>
      fits(change, column) ? [{ column, index }] : [],
    );
    const chosen = scope === 'all' ? fitting : fitting.slice(draws.below(fitting.length)).slice(0, 1);
    return chosen.map((one) => ({ ...one, way: draws.below(waysOf(change, one.column)) }));
  }
}

interface Befallen {
  readonly column: Column;
  readonly index: number;
  readonly way: number;
}

type Outcome = Omit<Trial, 'dataSet' | 'rows' | 'repetition' | 'scope' | keyof Change>;

/** Rows beside the reference, whose unchanged columns are looked at once. */
class Batch {
  readonly #values: readonly Values[];
  readonly #looked: readonly Looked[];

  constructor(
    readonly sides: readonly Side[],
    readonly places: Int32Array,
  ) {
    this.#values = sides.map(({ column }) => pick(column, places));
    this.#looked = sides.map((side, index) => look(side.compare(this.#values[index] as Values)));
  }

  unchanged(): Outcome & Change {
    const none = { kind: 'none', size: 0, share: 0 } as const;
    return { ...none, ...outcome(this.#looked, new Map()) };
  }

  changed(
    change: Change & { readonly kind: Kind },
    befallen: readonly Befallen[],
    effects: readonly Effect[],
    draws: Draws,
  ): Outcome {
    const looked = [...this.#looked];
    const affected = new Map<number, Effect>();
    for (const [order, { column, index, way }] of befallen.entries()) {
      const values = changed(this.#values[index] as Values, column, change, way, draws);
      looked[index] = look((this.sides[index] as Side).compare(values));
      affected.set(index, effects[order] as Effect);
    }
    return outcome(looked, affected);
  }

  /** The first rows are others now. */
  replaced(places: Int32Array, effects: readonly Effect[]): Outcome {
    const own = this.places.slice();
    own.set(places);
    const looked = this.sides.map((side) => look(side.compare(pick(side.column, own))));
    return outcome(looked, new Map(effects.entries()));
  }

  turned(index: number, share: number): Outcome {
    const looked = [...this.#looked];
    const values = turned(this.#values[index] as Float64Array, share);
    looked[index] = look((this.sides[index] as Side).compare(values));
    return outcome(looked, new Map([[index, NO_EFFECT]]));
  }
}

function outcome(looked: readonly Looked[], affected: ReadonlyMap<number, Effect>): Outcome {
  const own = verdicts(looked);
  const decided = decide(looked, own);
  const flagged = Object.fromEntries(
    ruleNames.map((rule) => {
      const hits = decided[rule].filter((hit, index) => hit && affected.has(index)).length;
      const others = decided[rule].filter((hit, index) => hit && !affected.has(index)).length;
      return [rule, [hits, others] as const];
    }),
  ) as Trial['flagged'];
  const [one] = looked;
  const sides = one?.examined.comparison;
  const psiOf = ({ psi }: Effect): number => psi(sides?.reference.rows ?? 0, sides?.current.rows ?? 0);
  const due = [...affected].filter(([, effect]) => psiOf(effect) >= LARGE_PSI);
  const met = due.filter(([index]) => isSevere(own[index]));
  const most = (value: (effect: Effect) => number): number =>
    Math.max(0, ...[...affected.values()].map(value));
  return {
    effect: {
      psi: most(psiOf),
      variation: most(({ variation }) => variation),
      moved: most(({ moved }) => moved),
    },
    columns: looked.length,
    affected: affected.size,
    flagged,
    severe: [due.length, met.length],
  };
}

function isSevere(result: FeatureResult | undefined): boolean {
  return result?.severity === 'significant' || result?.severity === 'critical';
}
