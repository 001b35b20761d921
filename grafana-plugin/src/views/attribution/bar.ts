import type { Field } from '@grafana/data';
import { companionsOf } from '../../frames/companions';
import { newest } from '../../frames/newest';
import type { Role } from '../../frames/role';
import type { Series } from '../../frames/series';
import { SEVERITIES, type Severity, severityOf, type Thresholds } from '../../frames/severity';
import { type Subject, subjectOf } from '../../frames/subject';
import { thresholdFinder } from '../../frames/thresholds';
import type { Current } from './current';

/** One feature's part, with what its score is measured against. */
export interface Bar {
  readonly subject: Subject;
  /** By which to tell it from the others. */
  readonly name: string;
  /** In the unit of the measure: a score, or a share of one. */
  readonly value: number;
  /** The same in the reference, where the data has it: importance. */
  readonly reference: number | null;
  readonly score: number | null;
  readonly severity: Severity;
  /** Whether the score says more than chance and the reference's own variation. */
  readonly isEvident: boolean;
  readonly noiseFloor: number | null;
  readonly referenceVariation: number | null;
  readonly thresholds: Thresholds;
  readonly field: Field;
  /** The frame's row. */
  readonly row: number;
  /** Milliseconds since the epoch; NaN where the data has no time. */
  readonly time: number;
}

/** Makes bars of current values, with what `series` holds beside them. */
export function barMaker(series: readonly Series[]): (current: Current, value: number, name: string) => Bar {
  const find = (role: Role, labels?: Record<string, string>) => {
    const companion = companionsOf(series, role, labels);
    return (subject: Subject): number | null => {
      const each = companion(subject);
      return (each && newest(each)?.value) ?? null;
    };
  };
  const [scores, floors, variations, severities, detections] = [
    find('score'),
    find('noise_floor'),
    find('reference_variation'),
    find('severity'),
    find('detected'),
  ];
  const references = find('importance', { dataset: 'reference' });
  const thresholdsOf = thresholdFinder(series);
  return ({ series: { labels, field, role }, time, row }, value, name) => {
    const subject = subjectOf(labels);
    const score = scores(subject);
    const [noiseFloor, referenceVariation] = [floors(subject), variations(subject)];
    const thresholds = thresholdsOf(subject, field);
    const detected = detections(subject);
    const measured = score !== null && score >= Math.max(noiseFloor ?? -Infinity, referenceVariation ?? -Infinity);
    const isEvident = detected === null ? measured : detected > 0;
    const own = isEvident && score !== null ? severityOf(score, thresholds) : 'none';
    return {
      subject,
      name,
      value,
      reference: role === 'importance' ? references(subject) : null,
      score,
      severity: SEVERITIES[severities(subject) ?? -1] ?? own,
      isEvident,
      noiseFloor,
      referenceVariation,
      thresholds,
      field,
      row,
      time,
    };
  };
}
