import { type DataFrame, type Field, FieldType } from '@grafana/data';
import type { Dataset } from './distribution';
import type { Fact } from './distributionReading';
import { identityName } from './identity';
import { roleOf } from './role';
import { timeField } from './times';

/** Names of the columns of a table with a row a cell, the preferred ones first. */
export const CELL_COLUMNS = {
  lower: ['lower', 'lower_bound', 'xMin'],
  upper: ['upper', 'upper_bound', 'le', 'xMax'],
  category: ['category', 'bucket', 'cell_name'],
  reference: ['rows_reference', 'reference', 'ratio_reference'],
  current: ['rows_current', 'current', 'ratio_current'],
} as const;

/** A column that holds counts or shares. */
export interface ValueColumn {
  readonly field: Field;
  /** Undefined where another column, a label or the query tells it. */
  readonly dataset: Dataset | undefined;
  readonly counted: boolean;
  readonly cumulative: boolean;
}

/** What the columns of such a table are. */
export interface TableColumns {
  readonly lower: Field | undefined;
  readonly upper: Field | undefined;
  readonly category: Field | undefined;
  readonly dataset: Field | undefined;
  readonly version: Field | undefined;
  readonly time: Field | undefined;
  /** By `model`, `feature`, `window`, `segment`. */
  readonly identity: Readonly<Record<string, Field>>;
  readonly values: readonly ValueColumn[];
  readonly facts: ReadonlyArray<Pick<Fact, 'kind' | 'dataset' | 'field'>>;
}

/** Undefined where the frame is no table with a row a cell. */
export function columnsOf(frame: DataFrame): TableColumns | undefined {
  const cells = cellColumnsOf(frame);
  if (cells === undefined) {
    return undefined;
  }
  const time = timeField(frame);
  const named = (name: string) => frame.fields.find((field) => identityName(field.name) === name);
  const identity = ['model', 'feature', 'window', 'segment'].flatMap((name) => {
    const field = named(name);
    return field && field.type !== FieldType.time ? [[name, field] as const] : [];
  });
  const values = valuesOf(frame, cells, time);
  return {
    ...cells,
    dataset: named('dataset'),
    version: named('version'),
    time,
    identity: Object.fromEntries(identity),
    values,
    facts: factColumns(frame),
  };
}

type CellFields = Pick<TableColumns, 'lower' | 'upper' | 'category'>;

/** The columns that say which cell a row is; undefined where there are none. */
export function cellColumnsOf({ fields }: DataFrame): CellFields | undefined {
  const named = (names: readonly string[]) => firstNamed(fields, names, true);
  const bucket = named(CELL_COLUMNS.category);
  const bounds = { lower: named(CELL_COLUMNS.lower), upper: named(CELL_COLUMNS.upper) };
  // a column of texts that are all edges says what `upper` would
  const isEdges = bucket?.name === 'bucket' && bucket.values.length > 0 && bucket.values.every(isEdge);
  if (isEdges && bounds.upper === undefined) {
    return { lower: bounds.lower, upper: bucket, category: undefined };
  }
  const isNamed = bucket !== undefined || bounds.lower !== undefined || bounds.upper !== undefined;
  return isNamed ? { ...bounds, category: bucket } : undefined;
}

function isEdge(value: unknown): boolean {
  return (
    typeof value === 'number' ||
    (typeof value === 'string' && /^\s*[+-]?(inf(inity)?|[\d.]+(e[+-]?\d+)?)\s*$/i.test(value))
  );
}

/** A column of a table; a series has labels, and its name is chance. */
function firstNamed(fields: readonly Field[], names: readonly string[], isBare = false): Field | undefined {
  const fitting = fields.filter(
    ({ type, labels }) => type !== FieldType.time && !(isBare && Object.keys(labels ?? {}).length > 0)
  );
  return names.map((name) => fitting.find((field) => field.name === name)).find((field) => field !== undefined);
}

function valuesOf(frame: DataFrame, cells: CellFields, time: Field | undefined): ValueColumn[] {
  const paired = (['reference', 'current'] as const).flatMap((dataset): ValueColumn[] => {
    const columns = CELL_COLUMNS[dataset].map((name) => firstNamed(frame.fields, [name]));
    const field =
      columns.find((column) => column?.values.some((value: unknown) => value !== null)) ?? columns.find(Boolean);
    return field ? [{ field, dataset, counted: field.name.startsWith('rows_'), cumulative: false }] : [];
  });
  if (paired.length > 0) {
    return paired;
  }
  const other = frame.fields.filter(
    (field) =>
      field.type === FieldType.number &&
      field !== time &&
      !Object.values(cells).includes(field) &&
      !['cell', 'severity_order', 'psi'].includes(field.name) &&
      roleOf(field.name)?.role !== 'missing_ratio'
  );
  const metric: unknown = frame.fields.find(({ name }) => name === '__name__')?.values[0];
  const role = roleOf(typeof metric === 'string' ? metric : undefined)?.role ?? roleOf(frame.refId)?.role;
  const labelled = other.filter(({ labels }) => labels?.dataset !== undefined);
  return (labelled.length > 0 ? labelled : other.slice(0, 1)).map((field) => {
    const isBucket = cells.upper?.name === 'le' || (roleOf(field.name)?.role ?? role) === 'bucket';
    const isDistribution = (roleOf(field.name)?.role ?? role) === 'distribution';
    const cumulative = cells.lower === undefined && cells.upper !== undefined && (isBucket || isDistribution);
    return { field, dataset: undefined, counted: isBucket || /^(rows|count)$/i.test(field.name), cumulative };
  });
}

const FACT_COLUMNS: ReadonlyArray<readonly [name: string, kind: Fact['kind'], dataset?: Dataset]> = [
  ['missing_ratio_reference', 'missing', 'reference'],
  ['missing_ratio_current', 'missing', 'current'],
  ['psi', 'score'],
  ['severity_order', 'severity'],
  ['severity', 'severity'],
];

function factColumns({ fields }: DataFrame): TableColumns['facts'] {
  return FACT_COLUMNS.flatMap(([name, kind, dataset]) => {
    const field = fields.find((each) => each.name === name);
    return field ? [{ kind, dataset, field }] : [];
  });
}
