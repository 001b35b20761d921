import type { PostgresRows } from './postgresRows.js';
import { MAX_UNSEEN, type CategoricalCells, type CategoryCount, type Feature } from './source.js';
import { Parameters } from './sql.js';

/** The categories that the reference does not have, by count, then by name in code-point order. */
export async function unseenCategories(
  rows: PostgresRows,
  { name }: Feature,
  value: string,
  cells: CategoricalCells,
): Promise<CategoryCount[]> {
  const parameters = new Parameters();
  const known = parameters.add(knownNames(cells), 'text[]');
  const sql = `SELECT counted.value, n
    FROM (SELECT value COLLATE "C" AS value, count(*)::float8 AS n
          FROM (SELECT ${value} AS value ${rows.source(parameters)} OFFSET 0) AS item
          WHERE value IS NOT NULL GROUP BY 1) AS counted
    LEFT JOIN unnest(${known}) AS known (name) ON known.name = counted.value
    WHERE known.name IS NULL ORDER BY n DESC, counted.value LIMIT ${MAX_UNSEEN}`;
  const answer = await rows.client.query(sql, parameters.values, { feature: name });
  return answer.rows.map(([category, count]) => ({ name: String(category), count: Number(count) }));
}

/** PostgreSQL's text holds no NUL, so no value can equal such a name. */
function knownNames({ categories, others }: CategoricalCells): string[] {
  return [...categories, ...others].filter((name) => !name.includes('\0'));
}
