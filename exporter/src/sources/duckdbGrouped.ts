import { DriftError } from '../errors.js';
import { duckdbError } from './duckdbErrors.js';
import { place, type DuckDBRelations } from './duckdbQuery.js';
import { asDouble, scanDoubles } from './duckdbScan.js';
import { parenthesise, quoteIdentifier, quoteText, valueOf } from './sql.js';
import { GroupedCounts, type NumericRequest } from './samples/groupedCounts.js';
import { MAX_UNSEEN, type CategoryCount, type CellCounts, type CountRequest } from './source.js';

/** Features whose columns one scan reads. */
const FEATURES_A_SCAN = 64;

/**
 * Counts numeric features per bucket and segment in one scan for many features: DuckDB decodes, and typed arrays of
 * its columns are binned as they come, in flat memory.
 */
export async function countGrouped(
  relations: DuckDBRelations,
  request: CountRequest,
  features: readonly NumericRequest[],
): Promise<CellCounts[]> {
  const { selection, joint = [] } = request;
  const source = await relations.rows(selection);
  const bucket = await bucketExpression(relations, request);
  const segments = await segmentValues(relations, request);
  const codes = segments.map(({ expression, values }) =>
    values.length === 0
      ? asDouble('0')
      : asDouble(`enum_code(${expression}::ENUM(${values.map(quoteText).join(', ')}))`),
  );
  const results: CellCounts[] = [];
  for (let start = 0; start < features.length; start += FEATURES_A_SCAN) {
    const some = features.slice(start, start + FEATURES_A_SCAN);
    const counts = new GroupedCounts(
      some,
      segments.map(({ names }) => names),
      joint.map(({ name }) => name),
    );
    const items = [
      bucket,
      ...codes,
      ...joint.map(({ expression }) => asDouble(expression)),
      ...some.map(({ feature }) => asDouble(valueOf(feature))),
    ];
    try {
      await relations.exclusive((connection) =>
        scanDoubles(connection, `SELECT ${items.join(', ')} FROM ${source}`, (columns, rows) =>
          counts.add(columns, rows),
        ),
      );
    } catch (error) {
      throw duckdbError(error, place(selection.relation));
    }
    results.push(...counts.results(request.bucket));
  }
  return results;
}

/** Counts categorical features by GROUP BY: distinct values leave the query, rows do not. */
export async function countCategories(
  relations: DuckDBRelations,
  request: CountRequest,
  { feature, cells }: CountRequest['features'][number],
): Promise<CellCounts[]> {
  if (cells.kind !== 'categorical') return [];
  const { selection, joint = [] } = request;
  const source = await relations.rows(selection);
  const sums = joint.flatMap(({ expression }) => {
    const value = `nullif(${parenthesise(expression)}::DOUBLE, 'nan'::DOUBLE)`;
    return [`count(${value})`, `coalesce(sum(${value}), 0)`];
  });
  const cellOf = new Map(cells.categories.map((name, index) => [name, index]));
  const others = new Set(cells.others);
  const otherCell = cells.categories.length;
  const size = otherCell + 2;
  const unseen: CategoryCount[] = [];
  const groups = new Map<string, { -readonly [Key in keyof CellCounts]: CellCounts[Key] }>();
  const bucket = await bucketExpression(relations, request);
  const segmentColumns = [undefined, ...(request.segments ?? [])];
  for (const column of segmentColumns) {
    const segment = column === undefined ? quoteText('') : segmentName(column);
    const items = [bucket, segment, `(${valueOf(feature)})::VARCHAR`, 'count(*)', ...sums];
    const sql = `SELECT ${items.join(', ')} FROM ${source} GROUP BY 1, 2, 3`;
    for (const [number, name, value, count, ...jointValues] of await relations.query(
      sql,
      selection.relation,
    )) {
      if (Number.isNaN(number)) continue;
      const bucketStart = Number(number) * (request.bucket ?? 0);
      const key = `${bucketStart} ${String(name)}`;
      const group = groups.get(key) ?? {
        ...emptyCategories(
          feature.name,
          size,
          joint.map((column) => column.name),
        ),
        bucketStart,
        segment: String(name),
      };
      groups.set(key, group);
      group.rows += Number(count);
      if (value === null) {
        group.missing += Number(count);
        continue;
      }
      const known = cellOf.get(String(value));
      const cell = known ?? (!cells.complete || others.has(String(value)) ? otherCell : otherCell + 1);
      group.counts[cell] = (group.counts[cell] ?? 0) + Number(count);
      if (cell > otherCell) unseen.push({ name: String(value), count: Number(count) });
      joint.forEach((column, index) => {
        const { counts, sums: totals } = group.joint[column.name] ?? emptyJoint(size);
        counts[cell] = (counts[cell] ?? 0) + Number(jointValues[2 * index]);
        totals[cell] = (totals[cell] ?? 0) + Number(jointValues[2 * index + 1]);
      });
    }
  }
  const isPlain = request.bucket === undefined && segmentColumns.length === 1;
  const results = [...groups.values()].map((group) => ({
    ...group,
    unseen: group.counts[otherCell + 1] ?? 0,
    ...(isPlain ? { unseenCategories: mostFrequent(unseen) } : {}),
  }));
  const hasAll = results.some(({ segment }) => segment === '');
  return request.bucket === undefined && !hasAll
    ? [
        emptyCategories(
          feature.name,
          size,
          joint.map(({ name }) => name),
        ),
        ...results,
      ]
    : results;
}

function mostFrequent(categories: readonly CategoryCount[]): CategoryCount[] {
  const byName = (a: CategoryCount, b: CategoryCount): number => (a.name < b.name ? -1 : 1);
  return [...categories].sort((a, b) => b.count - a.count || byName(a, b)).slice(0, MAX_UNSEEN);
}

async function bucketExpression(
  relations: DuckDBRelations,
  { selection, bucket }: CountRequest,
): Promise<string> {
  if (bucket === undefined) return asDouble('0');
  const { relation, timestampColumn, timestampZone } = selection;
  if (timestampColumn === undefined)
    throw new DriftError('config_invalid', 'buckets need a timestamp_column');
  const instant = await relations.instant(relation, timestampColumn, timestampZone);
  return asDouble(`floor(epoch_ms(${instant}) / ${bucket})`);
}

async function segmentValues(
  relations: DuckDBRelations,
  { selection, segments = [] }: CountRequest,
): Promise<{ expression: string; values: string[]; names: string[] }[]> {
  const source = await relations.rows(selection);
  return Promise.all(
    segments.map(async (column) => {
      const expression = `coalesce(${quoteIdentifier(column)}::VARCHAR, '')`;
      const rows = await relations.query(
        `SELECT DISTINCT ${expression} FROM ${source} ORDER BY 1`,
        selection.relation,
      );
      const values = rows.map(([value]) => String(value));
      return { expression, values, names: values.map((value) => `${column}=${value}`) };
    }),
  );
}

function segmentName(column: string): string {
  return `${quoteText(`${column}=`)} || coalesce(${quoteIdentifier(column)}::VARCHAR, '')`;
}

function emptyJoint(size: number): { counts: Float64Array; sums: Float64Array } {
  return { counts: new Float64Array(size), sums: new Float64Array(size) };
}

function emptyCategories(feature: string, size: number, joint: readonly string[]): CellCounts {
  return {
    feature,
    bucketStart: 0,
    segment: '',
    rows: 0,
    missing: 0,
    counts: new Float64Array(size),
    sums: new Float64Array(),
    squares: new Float64Array(),
    infinite: 0,
    below: 0,
    above: 0,
    unseen: 0,
    joint: Object.fromEntries(joint.map((name) => [name, emptyJoint(size)])),
  };
}
