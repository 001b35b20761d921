import { companionsOf } from '../../frames/companions';
import type { Series } from '../../frames/series';
import { type Subject, subjectKey, subjectOf } from '../../frames/subject';

/** What goes with a score. */
const COMPANIONS = ['severity', 'detected', 'inconclusive', 'noise_floor', 'reference_variation', 'rows'] as const;

/** What the data says of one row: the score, and what goes with it. */
export interface SubjectSeries {
  readonly subject: Subject;
  /** What the row is drawn from: scores; verdicts where there are no scores. */
  readonly main: Series;
  readonly companions: Readonly<Partial<Record<(typeof COMPANIONS)[number], Series>>>;
}

/** A row for every score, and for every subject that has verdicts only. None is left out for having no value. */
export function subjectSeries(all: readonly Series[]): SubjectSeries[] {
  const timed = all.filter(({ times }) => times.length === 0 || !Number.isNaN(times[0]));
  const current = timed.filter(({ labels }) => labels.dataset !== 'reference');
  const finders = COMPANIONS.map((role) => [role, companionsOf(current, role)] as const);
  const rows = new Map<string, Series[]>();
  for (const series of timed) {
    const key = subjectKey(subjectOf(series.labels));
    const known = rows.get(key);
    if (series.role === 'score') {
      rows.set(key, [...(known?.[0]?.role === 'score' ? known : []), series]);
    } else if (isVerdict(series) && known === undefined) {
      rows.set(key, [series]);
    }
  }
  return Array.from(rows.values()).flatMap((group) =>
    group.map((main) => {
      const subject = subjectOf(main.labels);
      return { subject, main, companions: Object.fromEntries(finders.map(([role, find]) => [role, find(subject)])) };
    })
  );
}

/** Whether it tells something of a feature without a score: its severity, or that nothing can be told. */
function isVerdict({ role, labels, values }: Series): boolean {
  const tells = role === 'severity' || (role === 'inconclusive' && values.includes(1));
  return tells && (labels.feature ?? '') !== '';
}
