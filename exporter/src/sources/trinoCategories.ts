import { MAX_UNSEEN, type CategoricalCells, type CategoryCount } from './source.js';
import type { CountedFeature } from './sqlRows.js';
import { hashLiteral, hashOf } from './trinoLiterals.js';
import type { TrinoRows } from './trinoRows.js';

/** A query of the known categories of each feature: its number, the number that stands for the name, and its cell. */
export function knownCategories(cells: readonly CategoricalCells[]): string {
  const hashes = hashLiteral(cells.map(({ categories, others }) => [...categories, ...others]));
  const other = cells.map(({ categories }) => categories.length).join(', ');
  return `SELECT feature - 1 AS feature, hash, least(position - 1, other) AS cell
    FROM UNNEST(${hashes}, ARRAY[${other}]) WITH ORDINALITY AS features (hashes, other, feature)
    CROSS JOIN UNNEST(hashes) WITH ORDINALITY AS known (hash, position)`;
}

/** The categories that the reference does not have, by count, then by name in code-point order. */
export async function unseenCategories(
  rows: TrinoRows,
  { feature, cells, value }: CountedFeature<CategoricalCells>,
): Promise<CategoryCount[]> {
  const sql = `SELECT value, n
    FROM (SELECT value, count(*) AS n FROM (SELECT ${value} AS value ${rows.source()})
          WHERE value IS NOT NULL GROUP BY 1) AS counted
    LEFT JOIN (${knownCategories([cells])}) AS known ON known.hash = ${hashOf('value')}
    WHERE known.hash IS NULL ORDER BY n DESC, value LIMIT ${MAX_UNSEEN}`;
  const answer = await rows.client.query(sql, { feature: feature.name });
  return answer.rows.map(([name, count]) => ({ name: String(name), count: Number(count) }));
}
