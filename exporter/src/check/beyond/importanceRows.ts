import type { ImportanceConfig } from '../../config/schema.js';
import { DriftError } from '../../errors.js';
import { quoteIdentifier } from '../../sources/sql.js';
import type { Column, Feature, Relation, Selection, Source } from '../../sources/source.js';
import { readColumns } from '../readColumns.js';

type Rows = Extract<ImportanceConfig, { kind: 'rows' }>;

/** Times after all that there may be. */
const END = new Date(8.64e15);
const SUM = 'importance';

/**
 * Importances that lie in a source: rows are counted by the name of the feature with the sum of their numbers, so that they are read
 * as everything else is. Of several rows of one feature the mean holds.
 * @param known the model's features; others come back by name, up to a hundred of them
 */
export async function importanceRows(
  source: Source,
  rows: Rows,
  known: readonly string[],
): Promise<{
  readonly values: ReadonlyMap<string, number>;
  readonly unknown: readonly string[];
  readonly problems: readonly string[];
}> {
  if (!source.capabilities.joint) {
    const detail = `source ${source.name} tells no importances; write them into the configuration, as a map of features to numbers`;
    throw new DriftError('config_invalid', detail);
  }
  const { relation, columns } = await readColumns(source, relationOf(rows));
  const names = columnOf(columns, rows.feature_column, 'categorical', 'text');
  const numbers = columnOf(columns, rows.importance_column, 'numeric', 'numbers');
  const selection = await newest(source, relation, columns, rows.timestamp_column);
  const feature: Feature = { name: names.name, kind: 'categorical' };
  const [counted] = await source.count({
    selection,
    features: [{ feature, cells: { kind: 'categorical', categories: known, others: [], complete: true } }],
    joint: [{ name: SUM, expression: quoteIdentifier(numbers.name) }],
  });
  if (counted === undefined || counted.rows === 0) {
    throw new DriftError('input_empty', 'there are no rows; write a row a feature');
  }
  const problems: string[] = [];
  if (counted.missing > 0) problems.push(`has ${counted.missing} rows without the name of a feature`);
  const several = known.filter((_, cell) => (counted.counts[cell] ?? 0) > 1);
  if (several.length > 0) {
    problems.push(
      `has several rows of ${several.length} of the features, such as ${JSON.stringify(several[0])}; their mean holds: name a timestamp_column, and the newest do`,
    );
  }
  const sums = counted.joint[SUM];
  const values = known.flatMap((name, cell): [string, number][] => {
    if (!((counted.counts[cell] ?? 0) > 0)) return [];
    const present = sums?.counts[cell] ?? 0;
    return [[name, present > 0 ? (sums?.sums[cell] ?? Number.NaN) / present : Number.NaN]];
  });
  const unknown = (counted.unseenCategories ?? []).map(({ name }) => name);
  return { values: new Map(values), unknown, problems };
}

function relationOf({ table, query, files }: Rows): Relation {
  if (table !== undefined) return { table };
  return query === undefined ? { files: files ?? [] } : { query };
}

/** The rows of the newest time. */
async function newest(
  source: Source,
  relation: Relation,
  columns: readonly Column[],
  timestampColumn: string | undefined,
): Promise<Selection> {
  if (timestampColumn === undefined) return { relation };
  columnOf(columns, timestampColumn, 'timestamp', 'times');
  const all: Selection = { relation, timestampColumn, timestampZone: 'UTC' };
  const range = await source.timeRange(all, END);
  return range === undefined ? all : { ...all, from: range.watermark };
}

function columnOf(columns: readonly Column[], name: string, kind: Column['kind'], what: string): Column {
  const found = columns.find((column) => column.name === name);
  if (found === undefined) {
    const all = columns.map((column) => JSON.stringify(column.name)).join(', ');
    throw new DriftError('column_missing', `there is no column ${JSON.stringify(name)}, only ${all}`);
  }
  if (found.kind === kind) return found;
  const detail = `column ${JSON.stringify(name)} is of type ${found.type}, expected ${what}`;
  throw new DriftError('column_type', detail);
}
