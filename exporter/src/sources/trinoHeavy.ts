import type { HeavyValue, NumericSummary } from './source.js';
import type { FeatureValue } from './sqlRows.js';
import { doubleLiteral } from './trinoLiterals.js';
import type { TrinoRows } from './trinoRows.js';

type Described = Pick<NumericSummary, 'feature' | 'percentiles' | 'rows' | 'missing' | 'infinite'>;

/** A value that holds a tenth of the rows is nine percentiles in a row; a digest may be off at either end, and in the last digits. */
const RUN = 6;
const DIGITS = 1e-9;

/**
 * Values that hold over a tenth of the finite rows, and the distinct value before each. Percentiles tell near which values to
 * look; what is there is counted exactly.
 */
export async function heavyValues(
  rows: TrinoRows,
  batch: readonly FeatureValue[],
  described: readonly Described[],
): Promise<Map<string, HeavyValue[]>> {
  const found = new Map<string, HeavyValue[]>();
  for (const summary of described) {
    const item = batch.find(({ feature }) => feature.name === summary.feature);
    const places = candidates(summary.percentiles);
    if (item === undefined || places.length === 0) continue;
    const finite = summary.rows - summary.missing - summary.infinite;
    found.set(summary.feature, await heavyIn(rows, item, places, finite));
  }
  return found;
}

async function heavyIn(
  rows: TrinoRows,
  { feature, value }: FeatureValue,
  places: readonly [number, number][],
  finite: number,
): Promise<HeavyValue[]> {
  const items = `FROM (SELECT ${value} AS value ${rows.source()})`;
  const near = places.map(([from, to]) => `value BETWEEN ${doubleLiteral(from)} AND ${doubleLiteral(to)}`);
  const context = { feature: feature.name };
  const counted = await rows.client.query(
    `SELECT value ${items} WHERE ${near.join(' OR ')} GROUP BY 1 HAVING count(*) > ${finite / 10} ORDER BY 1`,
    context,
  );
  const heavy = counted.rows.map(([number]) => Number(number));
  if (heavy.length === 0) return [];
  const before = heavy.map((number) => `max(value) FILTER (WHERE value < ${doubleLiteral(number)})`);
  const answer = await rows.client.query(
    `SELECT ${before.join(', ')} ${items} WHERE is_finite(value)`,
    context,
  );
  return heavy.map((number, index) => {
    const previous = answer.rows[0]?.[index];
    return previous === null ? { value: number } : { value: number, previous: Number(previous) };
  });
}

/** Where percentiles stand still, as intervals that hold the value. */
function candidates(percentiles: Float64Array): [number, number][] {
  const places: [number, number][] = [];
  for (let index = 0; index + RUN <= percentiles.length; index++) {
    const [first = 0, last = 0] = [percentiles[index], percentiles[index + RUN - 1]];
    const room = DIGITS * Math.max(Math.abs(first), Math.abs(last));
    if (last - first > room) continue;
    const before = places.at(-1);
    // percentiles that stand still for longer are one place
    if (before !== undefined && first - room <= before[1]) before[1] = last + room;
    else places.push([first - room, last + room]);
  }
  return places;
}
