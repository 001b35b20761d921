import type { Field } from '@grafana/data';
import { bisectRight } from 'd3-array';
import { companionsOf } from '../../frames/companions';
import type { Series } from '../../frames/series';
import { DEFAULT_THRESHOLDS, type Thresholds } from '../../frames/severity';
import type { Subject } from '../../frames/subject';
import { fieldThresholds } from '../../frames/thresholds';

/** From which score on a change is of a severity; and what holds where no series says so. */
export interface ThresholdLevels {
  readonly levels: readonly ThresholdLevel[];
  readonly otherwise: Thresholds;
}

/** One threshold over time: its value from each time on at which it changes, which it seldom does. */
interface ThresholdLevel {
  readonly severity: keyof Thresholds;
  readonly times: readonly number[];
  readonly values: readonly number[];
}

export const LEVELS = ['small', 'significant', 'critical'] as const;

/** The thresholds of a score: those that the data gives, else those of its field's configuration, else the exporter's own. */
export function levelFinder(all: readonly Series[]): (subject: Subject, field: Field) => ThresholdLevels {
  const finders = LEVELS.map((severity) => ({ severity, find: companionsOf(all, 'threshold', { severity }) }));
  const known = new Map<Series, Omit<ThresholdLevel, 'severity'>>();
  return (subject, field) => {
    const levels = finders.flatMap(({ severity, find }) => {
      const series = find(subject);
      if (!series) {
        return [];
      }
      const level = known.get(series) ?? changes(series);
      known.set(series, level);
      return level.values.length > 0 ? [{ severity, ...level }] : [];
    });
    return { levels, otherwise: levels.length > 0 ? {} : (fieldThresholds(field) ?? DEFAULT_THRESHOLDS) };
  };
}

function changes({ times, values }: Series): Omit<ThresholdLevel, 'severity'> {
  const kept: { times: number[]; values: number[] } = { times: [], values: [] };
  values.forEach((value, index) => {
    if (value !== null && value !== kept.values.at(-1)) {
      kept.times.push(times[index] ?? NaN);
      kept.values.push(value);
    }
  });
  return kept;
}

/** The thresholds at a time: the last of each by then, or its first. */
export function thresholdsAt({ levels, otherwise }: ThresholdLevels, time: number): Thresholds {
  if (levels.length === 0) {
    return otherwise;
  }
  const found: Partial<Record<keyof Thresholds, number>> = {};
  for (const { severity, times, values } of levels) {
    found[severity] = values[Math.max(bisectRight(times, time) - 1, 0)];
  }
  return found;
}

/** Whether they are the same at any time. */
export function areConstant({ levels }: ThresholdLevels): boolean {
  return levels.every(({ values }) => values.length === 1);
}
