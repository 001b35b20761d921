import pMap from 'p-map';
import { groupedFinite, PERCENTILES } from './groupedSummary.js';
import { MAX_DISTINCT, type NumericSummary } from './source.js';
import type { FeatureValue } from './sqlRows.js';
import { named, numbered, select } from './sql.js';
import { contextOf } from './sqlCount.js';
import { queryBatches, unnest } from './trinoBatches.js';
import { heavyValues } from './trinoHeavy.js';
import { arrayLiteral, doubleLiteral } from './trinoLiterals.js';
import type { TrinoRows } from './trinoRows.js';

/** Estimates of distinct values have a standard error of 2.3 %: one above this is certainly of more than MAX_DISTINCT. */
const CERTAINLY_MANY = 1.3 * MAX_DISTINCT;
/** Percentiles are of ranks within so much of their own, as a share of the rows: a q-digest, unlike a t-digest, guarantees it. */
const ACCURACY = 0.005;
/** Squares of values within these limits neither overflow nor vanish. */
const [SMALL, LARGE] = [1e-150, 1e150];

interface Description {
  readonly summary: Omit<NumericSummary, 'heavy'>;
  /** The feature has more than MAX_DISTINCT values for certain. */
  readonly many: boolean;
}

/**
 * One scan describes many features. Those of few distinct values are then grouped in a second one, which gives all that is
 * asked for exactly; percentiles of the others are those of q-digests, which add up over workers, and all else is exact.
 */
export async function summariseNumeric(
  rows: TrinoRows,
  items: readonly FeatureValue[],
): Promise<NumericSummary[]> {
  const batches = queryBatches(items, ({ value }) => 20 * value.length + 1_000);
  const summaries = await pMap(batches, async (batch) => {
    const described = await describe(rows, batch);
    const few = batch.filter((_, index) => described[index]?.many === false);
    const exact = new Map(
      (few.length === 0 ? [] : await groups(rows, few)).map((summary) => [summary.feature, summary]),
    );
    const rest = described.flatMap(({ summary }) => (exact.has(summary.feature) ? [] : [summary]));
    const heavy = await heavyValues(rows, batch, rest);
    return described.map(({ summary }): NumericSummary => {
      const { feature } = summary;
      return exact.get(feature) ?? { ...summary, heavy: heavy.get(feature) ?? [] };
    });
  });
  return summaries.flat();
}

/** Numbers near the ends of double precision are described once more, in units of the largest of them. */
async function describe(rows: TrinoRows, batch: readonly FeatureValue[]): Promise<Description[]> {
  const first = await describeIn(
    rows,
    batch,
    batch.map(() => 1),
  );
  const units = first.map(({ summary: { minimum, maximum } }) => {
    const largest = Math.max(Math.abs(minimum), Math.abs(maximum));
    return largest > LARGE || (largest > 0 && largest < SMALL) ? largest : 1;
  });
  const odd = batch.filter((_, index) => units[index] !== 1);
  if (odd.length === 0) return first;
  const again = await describeIn(
    rows,
    odd,
    units.filter((unit) => unit !== 1),
  );
  return first.map((one) => again.find(({ summary }) => summary.feature === one.summary.feature) ?? one);
}

async function describeIn(
  rows: TrinoRows,
  batch: readonly FeatureValue[],
  units: readonly number[],
): Promise<Description[]> {
  const fractions = arrayLiteral(PERCENTILES, 'double');
  const finite = batch.map((_, index) => `CASE WHEN is_finite(value${index}) THEN value${index} END`);
  const columns = batch.flatMap((_, index) => {
    const [value, all] = [`finite${index}`, `value${index}`];
    const scaled = units[index] === 1 ? value : `(${value} / ${doubleLiteral(units[index] ?? 1)})`;
    return [
      `count_if(${all} IS NULL OR is_nan(${all})), count(${value}), min(${value}), max(${value})`,
      `avg(${scaled}), stddev_pop(${scaled}), approx_distinct(${value})`,
      `values_at_quantiles(qdigest_agg(${value}, 1, ${doubleLiteral(ACCURACY)}), ${fractions})`,
    ];
  });
  const values = named(
    'value',
    batch.map(({ value }) => value),
  );
  const sql = `SELECT count(*), ${columns.join(', ')}
    FROM (SELECT ${numbered('value', batch).join(', ')}, ${select(named('finite', finite))} FROM (SELECT ${select(values)} ${rows.source()}))`;
  const answer = await rows.client.query(sql, contextOf(batch));
  const [all, ...fields] = answer.rows[0] ?? [];
  const total = Number(all);
  return batch.map(({ feature }, index) =>
    description(feature.name, total, fields.slice(8 * index, 8 * index + 8), units[index] ?? 1),
  );
}

function description(feature: string, rows: number, fields: readonly unknown[], unit: number): Description {
  const [missing = 0, finite = 0, minimum = NaN, maximum = NaN, mean = NaN, deviation = NaN, distinct = 0] =
    fields.slice(0, 7).map((field) => (field === null ? NaN : Number(field)));
  const percentiles = Float64Array.from((fields[7] as number[] | null) ?? [], (value) =>
    Math.min(Math.max(Number(value), minimum), maximum),
  );
  return {
    many: distinct > CERTAINLY_MANY,
    summary: {
      kind: 'numeric',
      feature,
      rows,
      missing,
      infinite: rows - missing - finite,
      // a digest's error may turn two neighbours round
      percentiles: percentiles.sort(),
      minimum,
      maximum,
      mean: mean * unit,
      deviation: deviation * unit,
      distinctCount: Math.max(distinct, MAX_DISTINCT + 1),
    },
  };
}

/** Features by all their values; absent where there are more than MAX_DISTINCT after all. */
async function groups(rows: TrinoRows, batch: readonly FeatureValue[]): Promise<NumericSummary[]> {
  const values = named(
    'value',
    batch.map(({ value }) => value),
  );
  const sql = `SELECT feature, value, count(*)
    FROM (SELECT ${select(values)} ${rows.source()}) ${unnest(batch, { value: numbered('value', batch) })}
    GROUP BY 1, 2 ORDER BY 1, 2`;
  const answer = await rows.client.query(sql, contextOf(batch));
  const found = batch.map((): [number, number][] => []);
  for (const [feature, value, count] of answer.rows) {
    found[Number(feature)]?.push([value === null ? NaN : Number(value), Number(count)]);
  }
  return batch.flatMap(({ feature }, index) => {
    const summary = groupedFinite(feature.name, found[index] ?? []);
    return summary.distinctCount > MAX_DISTINCT ? [] : [summary];
  });
}
