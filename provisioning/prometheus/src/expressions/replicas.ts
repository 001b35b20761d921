/** Metrics of one segment are no alert: their features are judged over all rows. */
export const ALL_ROWS = 'segment=""';

/**
 * Replicas of the exporter as one: they count the same rows, and what one of them sees counts. All other labels stay, so that
 * parts of a fleet, such as regions, have alerts of their own.
 *
 * @param gone labels that are folded as well
 */
export function maxOf(series: string, ...gone: readonly string[]): string {
  return `max without (${['instance', 'pod', ...gone].join(', ')}) (${series})`;
}

/** As `maxOf`, for what must hold on each replica, since one that fares well is enough. */
export function minOf(series: string, ...gone: readonly string[]): string {
  return `min without (${['instance', 'pod', ...gone].join(', ')}) (${series})`;
}
