import type { z } from 'zod';
import { worstSeverity } from '../../detection/verdict.js';
import type { Observed } from '../../monitor/monitor.js';
import type { observationResult } from '../schemas/observation.js';
import type { WindowState } from '../../monitor/state.js';
import { verdictView } from './modelView.js';
import { finite } from './numbers.js';

/** The windows with the rows that were sent. */
export interface Scores {
  readonly windows: readonly WindowState[];
  /** Why there are none, where they were wanted. */
  readonly missing?: string | undefined;
}

/** What whoever has sent rows is told. */
export function observationView(
  model: string,
  taken: Observed,
  { windows, missing }: Scores,
): z.output<typeof observationResult> {
  const features = new Map<string, ReturnType<typeof verdictView>[]>();
  for (const { name, features: results } of windows) {
    for (const result of results) {
      const own = features.get(result.feature) ?? [];
      features.set(result.feature, own);
      own.push(verdictView(name, result));
    }
  }
  return {
    model,
    reference: taken.version,
    replayed: taken.replayed,
    accepted: taken.accepted,
    rejected: { ...taken.rejected },
    rejections: taken.rejections.map(({ row, field, reason }) => ({ row, field: field ?? null, reason })),
    ignored_fields: [...taken.ignored],
    scores_missing: missing ?? null,
    windows: windows.map((window) => ({
      window: window.name,
      from: window.from.toISOString(),
      to: window.to.toISOString(),
      severity: worstSeverity(window.features),
      dataset_share: finite(window.datasetShare),
    })),
    features: Array.from(features, ([feature, own]) => ({ feature, windows: own })),
  };
}
