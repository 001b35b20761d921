import type { ModelReport } from './models.js';

/** What a reader must know beside the verdicts, each said once, however many windows say it. */
export interface Notes {
  readonly failed: readonly (readonly [feature: string, error: string])[];
  readonly warnings: readonly string[];
  readonly excluded: readonly (readonly [feature: string, reason: string])[];
}

export function notes(report: ModelReport): Notes {
  const results = report.windows.map(({ outcome }) => outcome.result);
  return {
    failed: [
      ...new Map(
        results.flatMap(({ failed }) => failed.map(({ feature, error }) => [feature, error] as const)),
      ),
    ],
    warnings: [...new Set(results.flatMap(({ warnings }) => warnings))],
    excluded: [
      ...new Map(
        results.flatMap(({ excluded }) => excluded.map(({ feature, reason }) => [feature, reason] as const)),
      ),
    ],
  };
}
