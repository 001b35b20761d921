import { ALL_ROWS, maxOf } from './replicas.js';

const ROWS = maxOf(`drift_rows{dataset="current", ${ALL_ROWS}}`, 'feature', 'dataset');

/**
 * Of the windows of a series that has `window` as its only label besides those of a model, the longest: the one that holds the
 * most rows. Models as a whole have no persistence of their own, and the longest window is the calmest.
 */
export function inLongestWindow(expr: string): string {
  const longest = `${ROWS}\n== ignoring (window) group_left ()\nmax without (window) (${ROWS})`;
  return `max without (window) (\n${expr}\nand\n(${longest})\n)`;
}
