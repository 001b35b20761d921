import { type Field, ThresholdsMode } from '@grafana/data';
import { companionsOf } from './companions';
import { newest } from './newest';
import type { Series } from './series';
import { DEFAULT_THRESHOLDS, type Severity, type Thresholds } from './severity';
import type { Subject } from './subject';

const NAMES = ['small', 'significant', 'critical'] as const;

/** The thresholds of a score: those that the data gives, else those of its field's configuration, else the exporter's own. */
export function thresholdFinder(series: readonly Series[]): (subject: Subject, field: Field) => Thresholds {
  const finders = NAMES.map((severity) => [severity, companionsOf(series, 'threshold', { severity })] as const);
  return (subject, field) => {
    const found = finders.flatMap(([severity, find]) => {
      const each = find(subject);
      const value = each && newest(each)?.value;
      return value === undefined ? [] : [[severity, value] as const];
    });
    return found.length > 0 ? Object.fromEntries(found) : (fieldThresholds(field) ?? DEFAULT_THRESHOLDS);
  };
}

/** The steps of a field's configuration by severity: the highest is critical, the next significant, the third small. */
export function fieldThresholds({ config }: Field): Thresholds | undefined {
  const { mode, steps = [] } = config.thresholds ?? {};
  if (mode === ThresholdsMode.Percentage) {
    return undefined;
  }
  const values = steps.map(({ value }) => value).filter((value): value is number => Number.isFinite(value));
  const highest = values.sort((a, b) => b - a).slice(0, NAMES.length);
  const names: ReadonlyArray<Exclude<Severity, 'none'>> = highest.length === 1 ? ['significant'] : [...NAMES].reverse();
  const named = highest.flatMap((value, index) => (names[index] ? [[names[index], value] as const] : []));
  return named.length > 0 ? Object.fromEntries(named) : undefined;
}
