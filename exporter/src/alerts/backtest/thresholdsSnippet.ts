import { Document, YAMLMap, YAMLSeq } from 'yaml';
import type { BacktestResult } from './backtestResult.js';

/** What keeps to the budget, as a piece of `drift_thresholds.yaml`; undefined where nothing needs to change. */
export function thresholdsSnippet(results: readonly BacktestResult[]): string | undefined {
  const entries = results.flatMap(({ model, proposal }) =>
    proposal.thresholds.map((threshold) => ({ model, ...threshold })),
  );
  if (entries.length === 0) return undefined;
  const rules = (severity: 'critical' | 'warning') =>
    entries.flatMap(({ model, feature, [severity]: threshold }) =>
      threshold === undefined ? [] : [{ model, feature, threshold }],
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
  return document.toString({ lineWidth: 0 });
}
