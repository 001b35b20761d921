import {
  calibrateCovariate,
  type LengthLimits,
} from '../../../../exporter/src/detection/covariate/covariateLimits.js';
import { judgeCovariate } from '../../../../exporter/src/detection/covariate/judgeCovariate.js';
import { secondMoments, type SecondMoments } from '../../../../exporter/src/profile/secondMoments.js';
import type { StandardisedFeature } from '../../../../exporter/src/sources/moments.js';
import { MomentAccumulator } from '../../../../exporter/src/sources/samples/momentAccumulator.js';
import { Draws } from '../../../support/randomness.js';
import { option } from '../../measureProcess.js';
import { pick } from './column.js';
import { dataSetNames, readDataSet, type DataSet } from './dataSets.js';
import { Deck, pairsOf, turned, type Pair } from './rows.js';
import { table } from './tables.js';
import { wilson } from './tally.js';
import { referenceRowsOf } from './trial.js';

/**
 * Correlation flips, which no rule of single columns can see, judged by the covariate check: with p-values alone, as of two files
 * without times, and with limits from quarters of the reference, as with times.
 *
 *     npm run bench:detection -- flips [--repetitions 100] [--seed 20260101]
 */
const repetitions = option('repetitions', 100);
const seed = option('seed', 20_260_101);
const sizes = [1_000, 10_000];
const shares = [0, 0.1, 0.5, 1];
const QUIET_BATCHES = 5;
const STEPS = 16;
const STEP = 86_400_000;

const rules = ['p-values alone', 'with quarters of the reference'] as const;
type Rule = (typeof rules)[number];

/** Batches, those found, and those of them whose pair has the turned column in it. */
interface Count {
  all: number;
  found: number;
  named: number;
}

const counts = new Map<string, Count>();
const started = performance.now();

function measure(dataSet: DataSet): void {
  const pairs = pairsOf(dataSet);
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const draws = new Draws(seed + 7_919 * repetition);
    const deck = new Deck(dataSet.rows, draws);
    const referenceRows = referenceRowsOf(dataSet.rows);
    const places = deck.draw(referenceRows);
    const batches = new Batches(dataSet, places);
    for (const rows of sizes) {
      if (rows > dataSet.rows - referenceRows) continue;
      for (const share of shares) {
        for (let batch = 0; batch < (share === 0 ? QUIET_BATCHES : 1); batch++) {
          deck.rewind(referenceRows);
          const pair = share === 0 ? undefined : pairs[draws.below(pairs.length)];
          if (share > 0 && pair === undefined) continue;
          batches.judge(deck.draw(rows), share, pair);
        }
      }
    }
  }
  process.stderr.write(`${dataSet.name}: ${((performance.now() - started) / 1_000).toFixed(0)} s\n`);
}

/** A reference, and batches that are compared with it. */
class Batches {
  readonly #columns: readonly { readonly index: number; readonly feature: StandardisedFeature }[];
  readonly #reference: SecondMoments;
  readonly #limits: LengthLimits | undefined;

  constructor(
    readonly dataSet: DataSet,
    places: Int32Array,
  ) {
    this.#columns = dataSet.columns.flatMap((column, index) => {
      if (column.kind !== 'numeric' || !(column.deviation > 0)) return [];
      const feature = { name: column.name, kind: 'numeric' } as const;
      return [{ index, feature: { feature, center: column.mean, scale: column.deviation } }];
    });
    this.#reference = this.#moments(places);
    const length = Math.floor(places.length / STEPS);
    const buckets = Array.from({ length: STEPS }, (_, step) => ({
      start: step * STEP,
      moments: this.#moments(places.subarray(step * length, (step + 1) * length)),
    }));
    const window = (STEPS / 4) * STEP;
    this.#limits = calibrateCovariate(buckets, { bucket: STEP, windows: [window], timeZone: 'UTC' })[
      String(window)
    ];
  }

  judge(places: Int32Array, share: number, pair: Pair | undefined): void {
    const current = this.#moments(places, pair?.[1], share);
    const name = pair && this.dataSet.columns[pair[1]]?.name;
    for (const rule of rules) {
      const limits = rule === 'p-values alone' ? undefined : this.#limits;
      const { detected, pair: told } = judgeCovariate(this.#reference, current, limits);
      for (const set of [this.dataSet.name, 'all']) {
        const count = countOf(rule, places.length, share, set);
        count.all++;
        if (detected === true) count.found++;
        if (detected === true && (told?.a === name || told?.b === name)) count.named++;
      }
    }
  }

  #moments(places: Int32Array, index?: number, share = 0): SecondMoments {
    const values = this.#columns.map((column) => {
      const picked = Float64Array.from(pick(this.dataSet.columns[column.index] as never, places));
      return column.index === index ? turned(picked, share) : picked;
    });
    const features = this.#columns.map(({ feature }) => feature);
    const sums = new MomentAccumulator(features);
    sums.add([new Float64Array(places.length), ...values], places.length);
    const [all] = sums.results();
    if (all === undefined) throw new Error('no rows were summed');
    return secondMoments(
      features.map(({ feature }) => feature.name),
      all,
    );
  }
}

function countOf(rule: Rule, rows: number, share: number, set: string): Count {
  const key = [rule, rows, share, set].join();
  const known = counts.get(key) ?? { all: 0, found: 0, named: 0 };
  counts.set(key, known);
  return known;
}

function report(rows: number): string {
  const lines = rules.flatMap((rule) =>
    [...dataSetNames, 'all'].map((set) => [
      `${rule}, ${set}`,
      ...shares.map((share) => {
        const { all, found, named } = countOf(rule, rows, share, set);
        if (all === 0) return '–';
        const { value, low, high } = wilson(found, all);
        const percent = (part: number): string => (100 * part).toFixed(1);
        return `${percent(value)} (${percent(low)}–${percent(high)}) of ${all}${share === 0 ? '' : `, named ${named}`}`;
      }),
    ]),
  );
  return table(
    ['rule', ...shares.map((share) => (share === 0 ? 'no drift' : `flip of ${100 * share} %`))],
    lines,
  );
}

for (const name of dataSetNames) measure(await readDataSet(name));
console.log(
  `seed ${seed}, ${repetitions} repetitions, ${((performance.now() - started) / 60_000).toFixed(1)} minutes`,
);
for (const rows of sizes) console.log(`\n### ${rows} rows\n\n${report(rows)}`);
