import { type DataFrame, dateTimeParse, type Field, FieldType } from '@grafana/data';

/** The times of a table, the first that it has. */
const TIMES = ['time', 'Time', 'window_end', 'occurred_at', 'promoted_at', 'reference_promoted_at'];

/** The column that says when: one of Grafana's time type, else one named `time` or so whose texts are times. */
export function timeField({ fields }: DataFrame, names: readonly string[] = TIMES): Field | undefined {
  const times = fields.filter(({ type }) => type === FieldType.time);
  const texts = fields.filter(
    (field) => field.type === FieldType.string && names.includes(field.name) && holdsTimes(field)
  );
  return firstNamed(times, names) ?? times[0] ?? firstNamed(texts, names);
}

/** Milliseconds since the epoch of a row, NaN where it has none. Some sources send texts such as `2026-03-01T12:00:00Z`. */
export function timeAt(field: Field | undefined, row: number): number {
  const value: unknown = field?.values[row];
  if (typeof value === 'number') {
    return value;
  }
  if (typeof value === 'string' && value !== '') {
    return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : dateTimeParse(value, { timeZone: 'utc' }).valueOf();
  }
  return value instanceof Date ? value.getTime() : NaN;
}

function firstNamed(fields: readonly Field[], names: readonly string[]): Field | undefined {
  return names.map((name) => fields.find((field) => field.name === name)).find((field) => field !== undefined);
}

function holdsTimes({ values }: Field): boolean {
  const first: unknown = values.find((value: unknown) => value !== null && value !== undefined && value !== '');
  return typeof first === 'string' && /^\d{4}-\d\d-\d\d/.test(first) && Number.isFinite(Date.parse(first));
}
