import { type Field, FieldType } from '@grafana/data';
import type { NamedRole } from './role';
import type { Series } from './series';
import { timeAt } from './times';

export function isNumber({ type }: Field): boolean {
  return type === FieldType.number || type === FieldType.boolean;
}

/** The series of some rows of a column, by time. Rows without a time are left out where others have one. */
export function seriesOf(
  { role, labels: more }: NamedRole,
  labels: Readonly<Record<string, string>>,
  field: Field,
  time: Field | undefined,
  rows: readonly number[],
  metric?: string
): Series {
  const points = rows.map((row) => ({ row, time: timeAt(time, row), value: finite(field.values[row]) }));
  const timed = points.filter((point) => !Number.isNaN(point.time));
  const sorted = timed.length > 0 ? timed.sort((a, b) => a.time - b.time) : points;
  return {
    role,
    labels: { ...labels, ...more },
    metric,
    times: sorted.map((point) => point.time),
    values: sorted.map(({ value }) => value),
    field,
    rows: sorted.map(({ row }) => row),
  };
}

function finite(value: unknown): number | null {
  const number = value === null || value === undefined || value === '' ? NaN : Number(value);
  return Number.isFinite(number) ? number : null;
}
