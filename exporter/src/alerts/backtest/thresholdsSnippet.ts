import { Document, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { BacktestResult } from './backtestResult.js';

/** What keeps to the budget, as a piece of `drift_thresholds.yaml`; undefined where nothing needs to change. */
export function thresholdsSnippet(results: readonly BacktestResult[]): string | undefined {
  const entries = results.flatMap(({ model, proposal }) =>
    proposal.thresholds.map((threshold) => ({ model, ...threshold })),
  );
  if (entries.length === 0) return undefined;
  const rules = (severity: 'critical' | 'warning') =>
    entries.flatMap(({ model, feature, [severity]: threshold }) =>
      threshold === undefined ? [] : [{ model: quoted(model), feature: quoted(feature), threshold }],
    );
  const critical = rules('critical');
  const document = new Document({
    alert_rules: { ...(critical.length > 0 ? { critical } : {}), warning: rules('warning') },
  });
  for (const severity of ['critical', 'warning']) {
    const list = document.getIn(['alert_rules', severity]);
    for (const item of list instanceof YAMLSeq ? list.items : [])
      if (item instanceof YAMLMap) item.flow = true;
  }
  return document.toString({ lineWidth: 0 }).replace(unseen, escaped);
}

/** Characters that a terminal obeys, or that reorder what follows: in quotes they can be escaped. */
const unseen = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

function quoted(name: string): Scalar {
  const scalar = new Scalar(name);
  if (name.search(unseen) >= 0) scalar.type = 'QUOTE_DOUBLE';
  return scalar;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
