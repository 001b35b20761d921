import { categoricalPlace, CellAccumulator } from './cellAccumulator.js';
import { cellLookup, mostFrequent } from './categories.js';
import { bucketExpression } from './duckdbGrouped.js';
import type { DuckDBRelations } from './duckdbQuery.js';
import {
  MAX_UNSEEN,
  type CategoricalCells,
  type CategoryCount,
  type CellCounts,
  type CountRequest,
  type Feature,
  type SegmentColumn,
} from './source.js';
import { segmentCode, segmentNames } from './segments.js';
import { parenthesise, valueOf } from './sql.js';

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
  const keys = [number, `(${valueOf(feature)})::VARCHAR`, ...segments.map(codeOf)];
  const items = [...keys, 'count(*)', ...joint.flatMap(jointSums)];
  const sql = `SELECT ${items.join(', ')} FROM ${from} GROUP BY ${keys.map((_, index) => index + 1).join(', ')}`;
  const segmentsOf = segments.map(segmentNames);
  for (const [bucketNumber, value, ...rest] of await relations.query(sql, selection.relation)) {
    if (Number.isNaN(bucketNumber)) continue;
    const codes = rest.slice(0, segments.length);
    const [rows = 0, ...sums] = rest.slice(segments.length).map(Number);
    const cell = value === null ? undefined : cellOf(String(value));
    if (cell === cells.categories.length + 1) unseen.push({ name: String(value), count: rows });
    counts.add({
      bucket: Number(bucketNumber),
      segments: codes.map((code, column) => segmentsOf[column]?.[Number(code)] ?? ''),
      ...(cell === undefined ? {} : { cell }),
      rows,
      sum: 0,
      square: 0,
      joint: names.map((_, index) => ({ count: sums[2 * index] ?? 0, sum: sums[2 * index + 1] ?? 0 })),
    });
  }
  const results = counts.results();
  const isPlain = bucket === undefined && segments.length === 0;
  return isPlain
    ? results.map((result) => ({ ...result, unseenCategories: mostFrequent(unseen, MAX_UNSEEN) }))
    : results;
}

function codeOf(segment: SegmentColumn): string {
  return segmentCode(segment, 'VARCHAR');
}

function jointSums({ expression }: { readonly expression: string }): string[] {
  const value = `nullif(${parenthesise(expression)}::DOUBLE, 'nan'::DOUBLE)`;
  return [`count(${value})`, `coalesce(sum(${value}), 0)`];
}
