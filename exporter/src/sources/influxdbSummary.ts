import { mostFrequent } from './categories.js';
import { previousDouble } from './fineCells.js';
import { fluxBins, group, pipe } from './flux.js';
import { between, groupedFinite, PERCENTILES } from './groupedSummary.js';
import type { InfluxPoints, Origin, PointCount } from './influxdbPoints.js';
import { categoryOf, categorySteps } from './influxdbQuestions.js';
import { orderStatistics } from './orderStatistics.js';
import {
  MAX_CATEGORIES,
  MAX_DISTINCT,
  type CategoryCount,
  type CategorySummary,
  type Feature,
  type HeavyValue,
  type NumericSummary,
  type Summary,
} from './source.js';

/** Points that a first look reads: it often tells that there are many values, which spares a set of all of them. */
const LOOK = 5 * MAX_DISTINCT;
/** So many repeated percentiles has a value that holds a tenth of the rows. */
const HEAVY_RUN = 8;

interface Totals {
  readonly count: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly mean: number;
  readonly deviation: number;
}

/** Describes features by counts and aggregates of the server. */
export class InfluxSummaries {
  constructor(
    readonly points: InfluxPoints,
    readonly all: PointCount,
  ) {}

  summarise(feature: Feature): Promise<Summary> {
    const origin = this.points.origin(feature);
    return feature.kind === 'numeric' && 'type' in origin
      ? new NumberSummary(this.points, this.all, feature.name, origin).summarise()
      : this.#categories(feature.name, origin);
  }

  async #categories(feature: string, origin: Origin): Promise<CategorySummary> {
    const found: CategoryCount[] = [];
    const { points, field } = this.all;
    if (points > 0) {
      await this.points.client.query(
        pipe(this.points.of(origin, field), ...categorySteps(origin, { segments: [] })),
        (row) => {
          const category = categoryOf(origin, row);
          if ('field' in origin || category.name !== '') found.push(category);
        },
        { feature },
      );
    }
    const present = found.reduce((sum, { count }) => sum + count, 0);
    const rows = Math.max(points, present);
    return {
      kind: 'categorical',
      feature,
      rows,
      missing: rows - present,
      categories: mostFrequent(found, MAX_CATEGORIES),
      distinctCount: found.length,
    };
  }
}

class NumberSummary {
  readonly #values: string;
  readonly #toFloat: string;
  readonly #isInteger: boolean;

  constructor(
    readonly points: InfluxPoints,
    readonly all: PointCount,
    readonly feature: string,
    origin: Extract<Origin, { field: string }>,
  ) {
    this.#values = pipe(points.of(origin, all.field), group([]));
    this.#isInteger = origin.type !== 'float';
    this.#toFloat = this.#isInteger ? 'toFloat()' : '';
  }

  async summarise(): Promise<NumericSummary> {
    if (this.all.points === 0) return this.#of(groupedFinite(this.feature, []));
    const distinct = await this.#distinct();
    return this.#of(distinct === undefined ? await this.#ranked() : await this.#grouped(distinct));
  }

  /** Points without the field are missing. */
  #of(summary: NumericSummary): NumericSummary {
    const rows = Math.max(this.all.points, summary.rows);
    return { ...summary, rows, missing: rows - summary.rows };
  }

  /** All distinct values, ascending; undefined where there are many. */
  async #distinct(): Promise<Float64Array | undefined> {
    const { feature } = this;
    const look = await this.#number(`limit(n: ${LOOK})`, 'distinct(column: "_value")', 'count()');
    if (look > MAX_DISTINCT) return undefined;
    const values: number[] = [];
    const most = `limit(n: ${MAX_DISTINCT + 1})`;
    await this.points.client.query(
      pipe(this.#values, 'distinct(column: "_value")', most),
      (row) => values.push(Number(row.value('_value'))),
      { feature },
    );
    // both zeros are one value, and so are whole numbers that doubles cannot tell apart
    const unique = new Set(values.map((value) => value + 0));
    return values.length > MAX_DISTINCT ? undefined : Float64Array.from(unique).sort();
  }

  async #grouped(distinct: Float64Array): Promise<NumericSummary> {
    const upTo = await this.#countUpTo(distinct);
    return groupedFinite(
      this.feature,
      Array.from(distinct, (value, index) => [value, (upTo[index] ?? 0) - (upTo[index - 1] ?? 0)] as const),
    );
  }

  async #ranked(): Promise<NumericSummary> {
    const { count, ...totals } = await this.#totals();
    const ranks = PERCENTILES.map((fraction) => fraction * (count - 1));
    const at = await orderStatistics(
      ranks.flatMap((rank) => [Math.floor(rank), Math.ceil(rank)]),
      totals.minimum,
      totals.maximum,
      (thresholds) => this.#countUpTo(thresholds),
    );
    const valueAt = (rank: number): number => at.get(rank) ?? Number.NaN;
    const percentiles = Float64Array.from(ranks, (rank) =>
      between(valueAt(Math.floor(rank)), valueAt(Math.ceil(rank)), rank - Math.floor(rank)),
    );
    return {
      kind: 'numeric',
      feature: this.feature,
      rows: count,
      missing: 0,
      infinite: 0,
      percentiles,
      ...totals,
      distinctCount: this.#isInteger
        ? await this.#number('distinct(column: "_value")', 'count()')
        : MAX_DISTINCT + 1,
      heavy: await this.#heavy(percentiles, count),
    };
  }

  async #totals(): Promise<Totals> {
    const { minimum, maximum, ...rest } = await this.#aggregates(this.#toFloat);
    if (Number.isFinite(rest.mean) && Number.isFinite(rest.deviation)) return { minimum, maximum, ...rest };
    // sums of values near the largest double overflow
    const unit = Math.max(Math.abs(minimum), Math.abs(maximum));
    const scaled = await this.#aggregates(
      this.#toFloat,
      `map(fn: (r) => ({_value: r._value / ${fluxBins(Float64Array.of(unit))}[0]}))`,
    );
    return { ...rest, minimum, maximum, mean: scaled.mean * unit, deviation: scaled.deviation * unit };
  }

  async #aggregates(...steps: readonly string[]): Promise<Totals> {
    const aggregates = {
      count: 'count()',
      minimum: 'min()',
      maximum: 'max()',
      mean: 'mean()',
      deviation: 'stddev(mode: "population")',
    };
    const found: { -readonly [Key in keyof Totals]: number } = {
      count: 0,
      minimum: NaN,
      maximum: NaN,
      mean: NaN,
      deviation: NaN,
    };
    const lines = Object.entries(aggregates).map(([name, aggregate]) =>
      pipe(this.#values, ...steps, aggregate, `yield(name: "${name}")`),
    );
    await this.points.client.query(
      lines.join('\n'),
      (row) => {
        found[row.result as keyof Totals] = Number(row.value('_value')) + 0;
      },
      { feature: this.feature },
    );
    return found;
  }

  /** A value that holds a tenth of the rows is several percentiles in a row. */
  async #heavy(percentiles: Float64Array, rows: number): Promise<HeavyValue[]> {
    const candidates = [
      ...new Set(percentiles.filter((number, index) => number === percentiles[index + HEAVY_RUN - 1])),
    ];
    const heavy: HeavyValue[] = [];
    for (const value of candidates) {
      const before = previousDouble(value);
      const [below = 0, upTo = 0] = Array.from(await this.#countUpTo(Float64Array.of(before, value)));
      if (upTo - below <= rows / 10) continue;
      if (below === 0) {
        heavy.push({ value });
        continue;
      }
      const lesser = `filter(fn: (r) => r._value <= ${fluxBins(Float64Array.of(before))}[0])`;
      heavy.push({ value, previous: await this.#number(this.#toFloat, lesser, 'max()') });
    }
    return heavy;
  }

  async #countUpTo(thresholds: Float64Array): Promise<number[]> {
    const counts: number[] = [];
    await this.points.client.query(
      `bins = ${fluxBins(thresholds)}\n${pipe(this.#values, this.#toFloat, 'histogram(bins: bins)')}`,
      (row) => counts.push(Number(row.value('_value'))),
      { feature: this.feature },
    );
    return counts;
  }

  /** The one number that an aggregate gives; 0 where there is nothing to aggregate. */
  async #number(...steps: readonly string[]): Promise<number> {
    let number = 0;
    await this.points.client.query(
      pipe(this.#values, ...steps),
      (row) => (number = Number(row.value('_value'))),
      { feature: this.feature },
    );
    return number;
  }
}
