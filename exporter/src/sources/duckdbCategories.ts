import { categoricalPlace, CellAccumulator } from './cellAccumulator.js';
import { bucketExpression } from './duckdbGrouped.js';
import type { DuckDBRelations } from './duckdbQuery.js';
import {
  MAX_UNSEEN,
  type CategoricalCells,
  type CategoryCount,
  type CellCounts,
  type CountRequest,
  type Feature,
} from './source.js';
import { parenthesise, quoteIdentifier, quoteText, valueOf } from './sql.js';

/** Counts a categorical feature by GROUP BY: distinct values leave the query, rows do not. */
export async function countCategories(
  relations: DuckDBRelations,
  request: CountRequest,
  feature: Feature,
  cells: CategoricalCells,
): Promise<CellCounts[]> {
  const { selection, joint = [], segments = [], bucket } = request;
  const names = joint.map(({ name }) => name);
  const counts = new CellAccumulator(feature.name, cells, names, bucket ?? 0, categoricalPlace(cells));
  const unseen: CategoryCount[] = [];
  const cellOf = cellLookup(cells);
  const number = await bucketExpression(relations, request);
  const from = await relations.rows(selection);
  for (const segment of [quoteText(''), ...segments.map(segmentName)]) {
    const items = [
      number,
      segment,
      `(${valueOf(feature)})::VARCHAR`,
      'count(*)',
      ...joint.flatMap(jointSums),
    ];
    const sql = `SELECT ${items.join(', ')} FROM ${from} GROUP BY 1, 2, 3`;
    for (const [bucketNumber, name, value, count, ...sums] of await relations.query(
      sql,
      selection.relation,
    )) {
      if (Number.isNaN(bucketNumber)) continue;
      const cell = value === null ? undefined : cellOf(String(value));
      const rows = Number(count);
      if (cell === cells.categories.length + 1) unseen.push({ name: String(value), count: rows });
      counts.add({
        bucket: Number(bucketNumber),
        segment: String(name),
        ...(cell === undefined ? {} : { cell }),
        rows,
        sum: 0,
        square: 0,
        joint: names.map((_, index) => ({
          count: Number(sums[2 * index]),
          sum: Number(sums[2 * index + 1]),
        })),
      });
    }
  }
  const results = counts.results();
  const isPlain = bucket === undefined && segments.length === 0;
  return isPlain ? results.map((result) => ({ ...result, unseenCategories: mostFrequent(unseen) })) : results;
}

/** The cell of a category: its own, else `other`, else `unseen`. */
function cellLookup({ categories, others, complete }: CategoricalCells): (value: string) => number {
  const own = new Map(categories.map((name, index) => [name, index]));
  const known = new Set(others);
  return (value) => own.get(value) ?? categories.length + (!complete || known.has(value) ? 0 : 1);
}

function jointSums({ expression }: { readonly expression: string }): string[] {
  const value = `nullif(${parenthesise(expression)}::DOUBLE, 'nan'::DOUBLE)`;
  return [`count(${value})`, `coalesce(sum(${value}), 0)`];
}

function segmentName(column: string): string {
  return `${quoteText(`${column}=`)} || coalesce(${quoteIdentifier(column)}::VARCHAR, '')`;
}

function mostFrequent(categories: readonly CategoryCount[]): CategoryCount[] {
  const byName = (a: CategoryCount, b: CategoryCount): number => (a.name < b.name ? -1 : 1);
  return [...categories].sort((a, b) => b.count - a.count || byName(a, b)).slice(0, MAX_UNSEEN);
}
