/** What Tableau calls a column of PostgreSQL. */
export interface ColumnType {
  /** OLE DB's number, as Tableau's PostgreSQL connector records it. */
  readonly remote: number;
  readonly local: 'string' | 'integer' | 'real' | 'boolean' | 'date' | 'datetime';
  readonly aggregation: 'Count' | 'Sum' | 'Year';
}

const TYPES: Readonly<Record<string, ColumnType>> = {
  text: { remote: 129, local: 'string', aggregation: 'Count' },
  smallint: { remote: 2, local: 'integer', aggregation: 'Sum' },
  integer: { remote: 3, local: 'integer', aggregation: 'Sum' },
  bigint: { remote: 20, local: 'integer', aggregation: 'Sum' },
  'double precision': { remote: 5, local: 'real', aggregation: 'Sum' },
  boolean: { remote: 11, local: 'boolean', aggregation: 'Count' },
  date: { remote: 133, local: 'date', aggregation: 'Year' },
  'timestamp without time zone': { remote: 135, local: 'datetime', aggregation: 'Year' },
};

/** Undefined for what Tableau would show in a zone of its own, or not at all. */
export function columnType(type: string): ColumnType | undefined {
  return TYPES[type];
}

/** How a column behaves where nothing else is said. */
export interface ColumnRole {
  readonly role: 'dimension' | 'measure';
  readonly type: 'nominal' | 'ordinal' | 'quantitative';
}

const NAMES_OF_THINGS =
  /(^|_)(id|order|rank|cell|weekday|hour|year|quarter|month|iso_week|day_of_month|version)$/;

export function columnRole(name: string, { local }: ColumnType): ColumnRole {
  switch (local) {
    case 'string':
    case 'boolean':
      return { role: 'dimension', type: 'nominal' };
    case 'date':
    case 'datetime':
      return { role: 'dimension', type: 'ordinal' };
    default:
      return NAMES_OF_THINGS.test(name)
        ? { role: 'dimension', type: 'ordinal' }
        : { role: 'measure', type: 'quantitative' };
  }
}

/** Tableau's number format of a measure, by what it is called. */
export function numberFormat(name: string, { local }: ColumnType): string | undefined {
  if (local === 'integer') return 'n#,##0;-#,##0';
  if (local !== 'real') return undefined;
  if (/(^|_)(ratio|share)(_|$)/.test(name)) return 'p0.0%';
  if (/rows|windows|buckets/.test(name)) return 'n#,##0;-#,##0';
  if (/seconds|hours/.test(name)) return 'n#,##0.0;-#,##0.0';
  return 'n#,##0.000;-#,##0.000';
}
