import { FormulaError } from '../formula/formula.js';
import { Bindings, identifier } from '../formula/sql.js';
import { schemaAndTable } from '../model/datasource.js';
import { parseReference, type Reference } from '../model/reference.js';
import { attributeOf } from '../model/tree.js';
import { PARAMETERS, type Workbook } from '../model/workbook.js';
import type { Filter, Worksheet } from '../model/worksheet.js';
import { fieldName, isMeasure, pillSql } from './fieldSql.js';
import { filterSql } from './filterSql.js';
import { placesOf } from './placesOf.js';
import type { QueryOptions, ResultColumn, ResultSort, SheetQuery } from './sheetQuery.js';
import { instanceOf, type Drawn } from './drawn.js';

/** Every sheet as a query. @throws FormulaError where a sheet cannot be written as one */
export function sheetQueries(workbook: Workbook, options?: QueryOptions): SheetQuery[] {
  return workbook.worksheets.map((sheet) => sheetQuery(workbook, sheet, options));
}

/**
 * A sheet as Tableau asks for it: filters, then one row a mark, grouped by all dimensions that split marks.
 * @throws FormulaError where this check cannot write it
 */
export function sheetQuery(
  workbook: Workbook,
  sheet: Worksheet,
  { extras = {}, only = {} }: QueryOptions = {},
): SheetQuery {
  const source = sourceOf(workbook, sheet);
  const relation = relationOf(workbook, source);
  const bindings = new Bindings();
  const { where, having } = conditions(workbook, sheet, source, relation, bindings);
  const known = new Set(workbook.datasources.get(source)?.records.map(({ remoteName }) => remoteName));
  for (const [name, value] of Object.entries(only))
    // a card narrows the sheets that have its field
    if (known.has(name)) where.push(`t.${identifier(name)} = ${bindings.bind(value, 'string').sql}`);
  const drawn = drawnBy(workbook, sheet, source);
  const selected = [
    ...drawn.map(({ sql, column }) => `${sql} AS ${column.key}`),
    ...Object.entries(extras).map(([name, sql]) => `${sql} AS ${identifier(name)}`),
  ];
  const groups = drawn.flatMap(({ column }, index) => (column.kind === 'dimension' ? [index + 1] : []));
  const marks = [
    `SELECT ${selected.join(', ')} FROM filtered t`,
    ...(sheet.aggregated && groups.length > 0 ? [`GROUP BY ${groups.join(', ')}`] : []),
    ...(having.length > 0 ? [`HAVING ${having.join(' AND ')}`] : []),
  ].join(' ');
  const sorted = sortsOf(workbook, sheet, source, drawn);
  const order = orderOf(drawn, sorted);
  const sql = [
    `WITH filtered AS (SELECT * FROM ${relation} t${where.length > 0 ? ` WHERE ${where.join(' AND ')}` : ''})`,
    `, marks AS (${marks})`,
    ...sorted.map(
      ({ name, dimension, by }) =>
        `, ${name} AS (SELECT ${dimension} AS key, ${by} AS value FROM filtered t GROUP BY 1)`,
    ),
    ` SELECT marks.* FROM marks`,
    ...sorted.map(({ name, key }) => ` LEFT JOIN ${name} ON ${name}.key IS NOT DISTINCT FROM marks.${key}`),
    ...(order.length > 0 ? [` ORDER BY ${order.join(', ')}`] : []),
  ].join('');
  return {
    sheet: sheet.name,
    source,
    relation,
    sql,
    parameters: bindings.values,
    columns: drawn.map(({ column }) => column),
    sorts: sorted.map(({ key, descending }) => ({ key, descending })),
  };
}

function sourceOf({ datasources }: Workbook, { datasources: names, name: sheet }: Worksheet): string {
  const [source, ...others] = names.filter((name) => name !== PARAMETERS);
  if (source === undefined || !datasources.has(source))
    throw new FormulaError(`${sheet} has no data source`, 0);
  if (others.length > 0)
    throw new FormulaError('several data sources on one sheet cannot be run by this check', 0);
  return source;
}

export function relationOf({ datasources }: Workbook, source: string): string {
  const [relation] = datasources.get(source)?.relations ?? [];
  const found = relation === undefined ? undefined : schemaAndTable(relation);
  if (found === undefined) throw new FormulaError(`data source ${source} reads no table`, 0);
  return found.map(identifier).join('.');
}

function drawnBy(workbook: Workbook, sheet: Worksheet, source: string): Drawn[] {
  return [...placesOf(sheet)].map(([text, { reference, at }], index) => {
    const instance = instanceOf(workbook, sheet, reference);
    const { sql } = pillSql(workbook, source, instance);
    const definition = workbook.datasources.get(source)?.scope.columns.get(instance.column);
    const field = fieldName(instance);
    const column: ResultColumn = {
      key: `c${index + 1}`,
      pill: text,
      caption: definition?.caption || field,
      field,
      derivation: instance.derivation,
      kind: isMeasure(workbook, source, instance) ? 'measure' : 'dimension',
      discrete: instance.type !== 'quantitative',
      datatype: definition?.datatype ?? '',
      at,
    };
    return { sql, column, instance };
  });
}

function conditions(
  workbook: Workbook,
  sheet: Worksheet,
  source: string,
  relation: string,
  bindings: Bindings,
): { where: string[]; having: string[] } {
  const context: string[] = [];
  const where: string[] = [];
  const having: string[] = [];
  const ordered = [...sheet.filters].sort((a, b) => Number(b.context) - Number(a.context));
  for (const filter of ordered) {
    const instance = instanceOf(workbook, sheet, referenceOf(filter));
    const datatype = workbook.datasources.get(source)?.scope.columns.get(instance.column)?.datatype ?? '';
    const value = pillSql(workbook, source, instance);
    const condition = filterSql(filter, { workbook, source, relation, value, datatype, bindings, context });
    if (condition === undefined) continue;
    (isMeasure(workbook, source, instance) ? having : where).push(condition);
    if (filter.context) context.push(condition);
  }
  return { where, having };
}

function referenceOf({ column }: Filter): Reference {
  const reference = parseReference(column);
  if (reference === undefined) throw new FormulaError(`the filter on ${column} has no pill`, 0);
  return reference;
}

interface Sorted extends ResultSort {
  readonly name: string;
  readonly dimension: string;
  readonly by: string;
}

/** Headers are sorted by an aggregate over all marks of each, whatever else splits them. */
function sortsOf(workbook: Workbook, sheet: Worksheet, source: string, drawn: readonly Drawn[]): Sorted[] {
  return sheet.sorts.flatMap((sort, index): Sorted[] => {
    const of = drawn.find(({ column }) => column.pill === attributeOf(sort, 'column'));
    const using = parseReference(attributeOf(sort, 'using'));
    if (of === undefined || using === undefined || of.column.kind !== 'dimension') return [];
    const { sql } = pillSql(workbook, source, instanceOf(workbook, sheet, using));
    const descending = attributeOf(sort, 'direction') === 'DESC';
    return [{ name: `sort${index + 1}`, key: of.column.key, dimension: of.sql, by: sql, descending }];
  });
}

function orderOf(drawn: readonly Drawn[], sorted: readonly Sorted[]): string[] {
  return drawn
    .filter(
      ({ column: { kind, at } }) => kind === 'dimension' && (at.includes('rows') || at.includes('columns')),
    )
    .flatMap(({ column: { key } }) => {
      const by = sorted.find((sort) => sort.key === key);
      return [
        ...(by === undefined ? [] : [`${by.name}.value ${by.descending ? 'DESC' : 'ASC'} NULLS LAST`]),
        `marks.${key} NULLS FIRST`,
      ];
    });
}
