/** How a value of a record becomes a column's, and the other way round. */
export interface FindingField {
  readonly column: string;
  /** Times are milliseconds since the epoch in records; a count that is no number is 0. */
  readonly type: 'text' | 'number' | 'whole' | 'count' | 'truth' | 'time';
  /** May be absent; a record whose number must be there and is none is left out. */
  readonly optional: boolean;
}

/** A table of what was found of a model, and the records that its rows are. */
export interface FindingTable {
  readonly name: string;
  /** Whose the rows are: a model's and version's, or a feature's, by the number of its series. */
  readonly owner: 'model' | 'series';
  /** By property of the record, but for `feature`, which is the series'. */
  readonly fields: Readonly<Record<string, FindingField>>;
  /** Properties that tell the rows of one owner apart. */
  readonly key: readonly string[];
  /** Columns that are part of the table's key besides and have a default. */
  readonly defaults?: readonly string[];
  /** Whether new rows of an owner and window take the place of all that are there, not of those with their key only. */
  readonly wholeWindows?: boolean;
  /** The column by which rows are in the order of time. */
  readonly end: 'window_end' | 'data_until';
}

type Fields<Finding> = { readonly [Name in Exclude<keyof Finding & string, 'feature'>]-?: FindingField };

/** A table whose fields are those of the record. */
export function findingTable<Finding extends object>(
  table: Omit<FindingTable, 'fields' | 'key'> & {
    readonly fields: Fields<Finding>;
    readonly key: readonly (keyof Fields<Finding>)[];
  },
): FindingTable {
  return table;
}

const field =
  (type: FindingField['type'], optional = false) =>
  (column: string): FindingField => ({ column, type, optional });

export const text = field('text');
export const number = field('number');
export const count = field('count');
export const time = field('time');
export const optional = {
  text: field('text', true),
  number: field('number', true),
  whole: field('whole', true),
  truth: field('truth', true),
};

/** What all records of a window have. */
export const ofWindow = {
  windowName: text('window_name'),
  from: time('window_start'),
  to: time('window_end'),
};
