import { type DataFrame, type Field, FieldType } from '@grafana/data';
import { columnsOf, type TableColumns, type ValueColumn } from './distributionColumns';
import {
  type CellReading,
  datasetOf,
  edgeOf,
  type Fact,
  finiteNumber,
  type Place,
  type Readings,
} from './distributionReading';
import { SEVERITIES } from './severity';
import { type Subject, subjectOf } from './subject';
import { timeAt } from './times';

/** Reads a table with a row a cell: of each subject (and dataset, where a column tells it) the newest time. */
export function readDistributionTable(frame: DataFrame): Readings {
  const columns = columnsOf(frame);
  if (columns === undefined) {
    return { cells: [], facts: [], problems: [] };
  }
  const rows = rowsOfNewest(frame, columns);
  const unknown = new Set<string>();
  const cells = columns.values.flatMap((value) =>
    rows.flatMap(({ row, subject, time }): CellReading[] => {
      const named = columns.dataset?.values[row] ?? value.field.labels?.dataset;
      const dataset = value.dataset ?? datasetOf(named, frame);
      if (dataset === undefined) {
        unknown.add(String(named));
        return [];
      }
      const version = textAt(columns.version, row);
      const amount = finiteNumber(value.field.values[row]);
      const place = placeOf(columns, value, row);
      return [{ subject, dataset, version, time, place, amount, counted: value.counted, field: value.field, row }];
    })
  );
  const problems = Array.from(
    unknown,
    (name) => `The dataset “${name}” is neither reference nor current and is left out.`
  );
  return { cells, facts: factsOf(rows, columns), problems };
}

interface TableRow {
  readonly row: number;
  readonly subject: CellReading['subject'];
  readonly time: number;
}

/** A table has many rows a subject: they share its object. */
function rowsOfNewest(frame: DataFrame, columns: TableColumns): TableRow[] {
  const newest = new Map<string, { subject: Subject; time: number; rows: TableRow[] }>();
  const labels = columns.values[0]?.field.labels ?? {};
  const identity = Object.entries(columns.identity);
  const told = [...Object.values(columns.identity), columns.dataset];
  for (let row = 0; row < frame.length; row++) {
    const time = timeAt(columns.time, row);
    const key = told.map((field) => lengthAndText(field, row)).join('');
    let known = newest.get(key);
    if (known === undefined) {
      const texts = identity.map(([name, field]) => [name, textAt(field, row)] as const);
      known = { subject: subjectOf({ ...labels, ...Object.fromEntries(texts) }), time, rows: [] };
      newest.set(key, known);
    }
    if (time > known.time || (Number.isNaN(known.time) && !Number.isNaN(time))) {
      known.time = time;
      known.rows = [];
    }
    if (known.time === time || (Number.isNaN(known.time) && Number.isNaN(time))) {
      known.rows.push({ row, subject: known.subject, time });
    }
  }
  return Array.from(newest.values()).flatMap(({ rows }) => rows);
}

/** Texts of several columns, one after the other, stay apart whatever they hold. */
function lengthAndText(field: Field | undefined, row: number): string {
  const text = textAt(field, row);
  return `${text.length}:${text}`;
}

function placeOf({ category, lower, upper }: TableColumns, { cumulative }: ValueColumn, row: number): Place {
  const name: unknown = category?.values[row];
  const edges = [lower, upper].map((field) => field?.values[row]);
  const hasEdge = edges.some((edge) => edge !== null && edge !== undefined && edge !== '');
  // a view of both kinds leaves the edges of categories empty, and the category of edges
  if (category && (typeof name === 'string' || typeof name === 'number' || typeof name === 'boolean') && !hasEdge) {
    return { kind: 'category', name: String(name) };
  }
  if (cumulative) {
    return { kind: 'upTo', upper: edgeAt(upper, row, Infinity) };
  }
  return { kind: 'between', lower: edgeAt(lower, row, -Infinity), upper: edgeAt(upper, row, Infinity) };
}

/** An edge that is empty lies at infinity; NaN where no column could tell. */
function edgeAt(field: Field | undefined, row: number, empty: number): number {
  const value: unknown = field?.values[row];
  if (field === undefined) {
    return NaN;
  }
  return value === null || value === undefined || value === '' ? empty : edgeOf(value);
}

function textAt(field: Field | undefined, row: number): string {
  const value: unknown = field?.values[row];
  return value === null || value === undefined ? '' : String(value);
}

function factsOf(rows: readonly TableRow[], columns: TableColumns): Fact[] {
  return columns.facts.flatMap(({ kind, dataset, field }) => {
    const seen = new Set<Subject>();
    return rows.flatMap(({ row, subject }): Fact[] => {
      if (seen.has(subject)) {
        return [];
      }
      const value = field.type === FieldType.string ? severityNumber(field, row) : finiteNumber(field.values[row]);
      if (value === null) {
        return [];
      }
      seen.add(subject);
      return [{ kind, subject, value, field, ...(dataset ? { dataset } : {}) }];
    });
  });
}

function severityNumber(field: Field, row: number): number | null {
  const index = SEVERITIES.findIndex((severity) => severity === field.values[row]);
  return index < 0 ? null : index;
}
