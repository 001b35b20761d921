import { mainMetric } from './metrics.js';
import type { ModelReport } from '../models.js';

/** Why a window is told of first. */
export type WindowRole = 'worst' | 'latest';

/** So few windows are all told of. */
export const FEW_WINDOWS = 3;

/** The windows to tell of first: that in which the model was worst, and the latest. By their place in the report. */
export function tellingWindows({ windows }: ModelReport): ReadonlyMap<number, WindowRole> {
  const losses = windows.map(({ outcome: { result } }) => {
    const change = mainMetric(result.performance?.metrics)?.finding.change;
    return change?.worse === true ? Math.abs(change.value - change.reference) : 0;
  });
  const worst = losses.indexOf(Math.max(...losses));
  const isWorse = (losses[worst] ?? 0) > 0;
  return new Map<number, WindowRole>([
    ...(windows.length > 0 ? [[windows.length - 1, 'latest'] as const] : []),
    ...(isWorse && windows.length > 1 ? [[worst, 'worst'] as const] : []),
  ]);
}

/** All of few windows; of many, those to tell of first. */
export function toldOf<Window extends { readonly role: WindowRole | undefined }>(
  windows: readonly Window[],
): readonly Window[] {
  return windows.length <= FEW_WINDOWS ? windows : windows.filter(({ role }) => role !== undefined);
}
