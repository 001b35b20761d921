import type { Role } from './role';
import type { Series } from './series';
import { type Subject, subjectKey, subjectOf } from './subject';

/** Finds what stands beside a score: its noise floor, its thresholds, … */
export type FindCompanion = (subject: Subject) => Series | undefined;

/**
 * The series of a role by what they are about. One that does not say its window, model or feature is about all of them, and one
 * that says more goes before it. Thresholds are about all segments, too; nothing else of all rows holds for a segment.
 */
export function companionsOf(
  series: readonly Series[],
  role: Role,
  labels: Readonly<Record<string, string>> = {}
): FindCompanion {
  const own = series.filter(
    (each) => each.role === role && Object.entries(labels).every(([key, value]) => each.labels[key] === value)
  );
  if (own.length === 0) {
    return () => undefined;
  }
  const found = new Map<string, Series>();
  own.forEach((each) => found.set(subjectKey(subjectOf(each.labels)), each));
  const segments = role === 'threshold' ? [false, true] : [false];
  return (subject) => {
    for (const segment of segments) {
      for (const feature of [false, true]) {
        for (const model of [false, true]) {
          for (const window of [false, true]) {
            const each = found.get(subjectKey(without(subject, { segment, feature, model, window })));
            if (each) {
              return each;
            }
          }
        }
      }
    }
    return undefined;
  };
}

function without(subject: Subject, left: Readonly<Record<keyof Subject, boolean>>): Subject {
  return {
    model: left.model ? '' : subject.model,
    feature: left.feature ? '' : subject.feature,
    window: left.window ? '' : subject.window,
    segment: left.segment ? '' : subject.segment,
  };
}
