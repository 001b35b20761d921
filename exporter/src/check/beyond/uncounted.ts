import type { Failure } from '../features.js';

/** Says once that labels and predictions of a side were not counted, and why; of many features the first tells. */
export function uncounted(side: string, [first, ...more]: readonly Failure[]): string[] {
  if (first === undefined) return [];
  const others = more.length === 0 ? '' : `, and of ${more.length} other features`;
  return [
    `labels and predictions of ${side} could not be read in the cells of ${JSON.stringify(first.feature)}${others}: ${first.error.detail}`,
  ];
}
