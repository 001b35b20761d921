import type { Dataset, Finding } from './distribution';
import type { Fact } from './distributionReading';
import { SEVERITIES, severityOf, type Thresholds } from './severity';
import type { Subject } from './subject';

/** What is known of features beyond their cells. */
export class Findings {
  private readonly byFeature = new Map<string, Fact[]>();

  constructor(facts: readonly Fact[]) {
    for (const fact of facts) {
      const { feature } = fact.subject;
      const known = this.byFeature.get(feature);
      if (known) {
        known.push(fact);
      } else {
        this.byFeature.set(feature, [fact]);
      }
    }
  }

  /** Score and severity; the severity by the given thresholds where the data has no verdict. */
  of(subject: Subject): Finding {
    const score = this.find('score', subject);
    const verdict = this.find('severity', subject)?.value;
    const thresholds = Object.fromEntries(
      (['small', 'significant', 'critical'] as const).flatMap((kind) => {
        const threshold = this.find(kind, subject)?.value;
        return threshold === undefined ? [] : [[kind, threshold]];
      })
    ) as Thresholds;
    const judged = score && Object.keys(thresholds).length > 0 ? severityOf(score.value, thresholds) : undefined;
    const severity = verdict === undefined ? judged : (SEVERITIES[verdict] ?? judged);
    return {
      ...(score ? { score: score.value, scoreField: score.field } : {}),
      ...(severity ? { severity } : {}),
      ...(this.find('inconclusive', subject)?.value === 1 ? { inconclusive: true } : {}),
    };
  }

  missing(subject: Subject, dataset: Dataset): number | undefined {
    const ratio = this.find('missing', subject, dataset)?.value;
    return ratio === undefined ? undefined : Math.min(1, Math.max(0, ratio));
  }

  /** Values that are there, of all the rows that the data tells. */
  rows(subject: Subject, dataset: Dataset): number | undefined {
    const rows = this.find('rows', subject, dataset)?.value;
    return rows === undefined || rows < 0 ? undefined : rows * (1 - (this.missing(subject, dataset) ?? 0));
  }

  /** Of the same subject; where a query left labels away, of the only one that agrees in those that both have. */
  private find(kind: Fact['kind'], subject: Subject, dataset?: Dataset): Fact | undefined {
    const facts = (this.byFeature.get(subject.feature) ?? []).filter(
      (fact) => fact.kind === kind && (dataset === undefined || fact.dataset === dataset)
    );
    const exact = facts.find((fact) => isSame(fact.subject, subject));
    const agreeing = facts.filter((fact) => agrees(fact.subject, subject));
    return exact ?? (agreeing.length === 1 ? agreeing[0] : undefined);
  }
}

function isSame(left: Subject, right: Subject): boolean {
  return left.model === right.model && left.window === right.window && left.segment === right.segment;
}

/** Whether two subjects of one feature may be the same: one may not say its model or window. Without a segment it is all rows. */
export function agrees(left: Subject, right: Subject): boolean {
  const agree = (one: string, other: string) => one === other || one === '' || other === '';
  return agree(left.model, right.model) && agree(left.window, right.window) && left.segment === right.segment;
}
