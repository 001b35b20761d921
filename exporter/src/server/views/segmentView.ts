import type { z } from 'zod';
import { worstSeverity } from '../../detection/verdict.js';
import type { ModelState, SegmentState } from '../../monitor/state.js';
import { effect, severityRank } from '../../reports/models.js';
import type { modelDetail } from '../schemas/model.js';
import { verdictView } from './modelView.js';

type Summary = z.output<typeof modelDetail>['segments'][number];

/** The segments of a model, the most severe first and, among those, the one that has changed most. */
export function segmentViews({ segments }: ModelState): Summary[] {
  return segments
    .map(segmentView)
    .sort(
      (a, b) => severityRank(b.severity) - severityRank(a.severity) || effectOf(b.worst) - effectOf(a.worst),
    );
}

function segmentView({ name, column, value, windows }: SegmentState): Summary {
  const results = windows.flatMap(({ name: window, features }) =>
    features.map((result) => ({ window, result })),
  );
  const drifted = results.filter(({ result }) => result.drifted === true);
  const [worst] = [...drifted].sort(
    (a, b) =>
      severityRank(b.result.severity) - severityRank(a.result.severity) ||
      (effect(b.result)?.value ?? 0) - (effect(a.result)?.value ?? 0),
  );
  const longest = windows.at(-1)?.features.map(({ rows }) => rows) ?? [];
  return {
    segment: name,
    column,
    value,
    severity: worstSeverity(results.map(({ result }) => result)),
    rows: longest[0] ?? { reference: 0, current: 0 },
    drifted: new Set(drifted.map(({ result }) => result.feature)).size,
    worst: worst ? { feature: worst.result.feature, ...verdictView(worst.window, worst.result) } : null,
  };
}

const effectOf = (worst: Summary['worst']): number => Math.max(worst?.psi ?? 0, worst?.missing_psi ?? 0);
