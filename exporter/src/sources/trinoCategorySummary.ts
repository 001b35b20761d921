import pMap from 'p-map';
import { MAX_CATEGORIES, type CategorySummary } from './source.js';
import type { FeatureValue } from './sqlRows.js';
import { named, numbered, select } from './sql.js';
import { contextOf } from './sqlCount.js';
import { queryBatches, unnest } from './trinoBatches.js';
import type { TrinoRows } from './trinoRows.js';

/** One scan groups many features by their values, of which each worker keeps the most frequent. */
export async function summariseCategories(
  rows: TrinoRows,
  items: readonly FeatureValue[],
): Promise<CategorySummary[]> {
  const batches = queryBatches(items, ({ value }) => value.length);
  return (await pMap(batches, (batch) => summarise(rows, batch))).flat();
}

async function summarise(rows: TrinoRows, batch: readonly FeatureValue[]): Promise<CategorySummary[]> {
  const values = named(
    'value',
    batch.map(({ value }) => value),
  );
  const sql = `SELECT feature, sum(n), coalesce(sum(n) FILTER (WHERE value IS NULL), 0), count(value),
      min_by(ROW(value, n), ROW(-n, value), ${MAX_CATEGORIES}) FILTER (WHERE value IS NOT NULL)
    FROM (SELECT feature, value, count(*) AS n
          FROM (SELECT ${select(values)} ${rows.source()}) ${unnest(batch, { value: numbered('value', batch) })}
          GROUP BY 1, 2)
    GROUP BY 1`;
  const answer = await rows.client.query(sql, contextOf(batch));
  return batch.map(({ feature }, index): CategorySummary => {
    const found = answer.rows.find(([number]) => Number(number) === index) ?? [];
    const [, total = 0, missing = 0, distinct = 0, categories] = found;
    return {
      kind: 'categorical',
      feature: feature.name,
      rows: Number(total),
      missing: Number(missing),
      distinctCount: Number(distinct),
      categories: ((categories ?? []) as [string, number][]).map(([name, count]) => ({
        name,
        count: Number(count),
      })),
    };
  });
}
