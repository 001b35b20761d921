import { type DataFrame, type Field, getFieldDisplayName } from '@grafana/data';
import { identifies, identityName, needsNoFeature } from './identity';
import { fromLong, isLong } from './long';
import { merged } from './merged';
import { type NamedRole, roleOf, unnamedRole } from './role';
import { isNumber, seriesOf } from './seriesOf';
import { timeField } from './times';

/** What one query says of one thing over time; a table's row at one time, too. */
export interface Series extends NamedRole {
  /** Of the whole series: `model`, `feature`, `window`, `segment`, `severity`, …; without the metric's name. */
  readonly labels: Readonly<Record<string, string>>;
  /** The metric's name, as Prometheus gives it; absent elsewhere. */
  readonly metric?: string;
  /** Milliseconds since the epoch, ascending, no two alike. NaN where the data has no time. */
  readonly times: readonly number[];
  /** As many; null where the data has nothing, or nothing finite. */
  readonly values: ReadonlyArray<number | null>;
  /** Where the numbers come from: it knows unit, decimals, mappings, thresholds and data links. */
  readonly field: Field;
  /** The frame's row that each value comes from, as data links ask for it. */
  readonly rows: readonly number[];
}

/**
 * Reads frames of any shape: a frame a series (Prometheus), one frame with a column a series, or a long table with names in
 * text columns (PostgreSQL, Prometheus' tables). What a number means is told by the metric's name, else by the column's, else
 * by the query's (its refId); a number without any such name is a score, unless its labels are those of a distribution's cell. No two series have the same role and labels.
 */
export function readSeries(frames: readonly DataFrame[]): Series[] {
  return merged(frames.flatMap((frame) => (isLong(frame) ? fromLong(frame) : fromWide(frame, frames))));
}

function fromWide(frame: DataFrame, frames: readonly DataFrame[]): Series[] {
  const time = timeField(frame);
  const rows = Array.from({ length: frame.length }, (_, row) => row);
  return frame.fields.filter(isNumber).map((field) => {
    const { __name__: metric, ...given } = field.labels ?? {};
    const role = roleOf(metric) ?? roleOf(field.name) ?? roleOf(frame.refId) ?? unnamedRole(Object.keys(given));
    const named = Object.entries(given).map(([name, value]) => [identityName(name), value] as const);
    // a metric's labels are its identity; those that Grafana made of a table's texts may not be
    const labels = Object.fromEntries(named.filter(([name]) => metric !== undefined || identifies(name, role.role)));
    const feature = labels.feature ?? featureOf(field, frame, frames, role);
    return seriesOf(role, { ...labels, feature }, field, time, rows, metric);
  });
}

/** A column without labels is called after its feature, unless its name says what its numbers are. */
function featureOf(field: Field, frame: DataFrame, frames: readonly DataFrame[], { role }: NamedRole): string {
  const known = roleOf(field.labels?.__name__) ?? roleOf(field.name);
  const unnamed = /^value$/i.test(field.name) && roleOf(frame.refId) !== undefined;
  if (field.config.displayName !== undefined && field.config.displayName !== '' && !needsNoFeature(role)) {
    return field.config.displayName;
  }
  return known || unnamed || needsNoFeature(role) ? '' : getFieldDisplayName(field, frame, frames as DataFrame[]);
}
