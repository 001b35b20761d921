import type { Field } from '@grafana/data';
import { bisectCenter } from 'd3-array';
import { companionsOf } from '../../frames/companions';
import type { Role } from '../../frames/role';
import type { Series } from '../../frames/series';
import { SEVERITIES, type Severity, severityOf, type Thresholds } from '../../frames/severity';
import type { Subject } from '../../frames/subject';
import { thresholdFinder } from '../../frames/thresholds';
import { usualStep } from './steps';

/** One score over time, with what it is measured against. */
export interface TrendLine {
  readonly subject: Subject;
  /** By which to tell it from the others. */
  readonly name: string;
  readonly field: Field;
  readonly thresholds: Thresholds;
  /** By time; each at least has a time. */
  readonly points: readonly TrendPoint[];
  /** Usual distance of two points, in milliseconds. */
  readonly step: number;
}

export interface TrendPoint {
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** Null where the data says that there is no score. */
  readonly value: number | null;
  readonly noiseFloor: number | null;
  readonly referenceVariation: number | null;
  /** Rows of the window. */
  readonly rows: number | null;
  /** Whether the score says more than chance and the reference's own variation. */
  readonly isEvident: boolean;
  readonly severity: Severity;
  /** The frame's row. */
  readonly row: number;
}

/** Makes lines of scores, with what `series` holds beside them. */
export function lineMaker(series: readonly Series[]): (score: Series, subject: Subject, name: string) => TrendLine {
  const find = (role: Role, labels?: Record<string, string>) => companionsOf(series, role, labels);
  const floors = find('noise_floor');
  const variations = find('reference_variation');
  const severities = find('severity');
  const detections = find('detected');
  const currentRows = find('rows', { dataset: 'current' });
  const thresholdsOf = thresholdFinder(series);
  return (score, subject, name) => {
    const { field, times, values } = score;
    const thresholds = thresholdsOf(subject, field);
    const step = usualStep(times);
    const along = (companion: Series | undefined) => valuesAt(companion, step);
    const [floor, variation] = [along(floors(subject)), along(variations(subject))];
    const [severity, detected, rows] = [severities, detections, currentRows].map((each) => along(each(subject)));
    const points = times.map((time, index): TrendPoint => {
      const value = values[index] ?? null;
      const noiseFloor = floor(time);
      const referenceVariation = variation(time);
      const verdict = detected?.(time) ?? null;
      const isEvident = verdict === null ? isAbove(value, noiseFloor, referenceVariation) : verdict > 0;
      const own = isEvident && value !== null ? severityOf(value, thresholds) : 'none';
      return {
        time,
        value,
        noiseFloor,
        referenceVariation,
        rows: rows?.(time) ?? null,
        isEvident,
        severity: SEVERITIES[severity?.(time) ?? -1] ?? own,
        row: score.rows[index] ?? 0,
      };
    });
    return { subject, name, field, thresholds, points, step };
  };
}

/** Whether a score is above both of what it is measured against, where that is known. */
function isAbove(value: number | null, noiseFloor: number | null, referenceVariation: number | null): boolean {
  return value !== null && value >= Math.max(noiseFloor ?? -Infinity, referenceVariation ?? -Infinity);
}

/** Values by time, of at most half a step away; a series with one time is a constant. */
function valuesAt(series: Series | undefined, step: number): (time: number) => number | null {
  const { times, values } = series ?? { times: [], values: [] };
  if (times.length <= 1) {
    return () => values[0] ?? null;
  }
  const tolerance = Number.isFinite(step) ? step / 2 : usualStep(times);
  return (time) => {
    const index = bisectCenter(times, time);
    return Math.abs((times[index] ?? NaN) - time) <= tolerance ? (values[index] ?? null) : null;
  };
}
