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

/** A metric over all rows, of all replicas. */
export function ofAllRows(metric: string, ...gone: readonly string[]): string {
  return maxOf(`${metric}{${ALL_ROWS}}`, ...gone);
}

export type Dataset = 'reference' | 'current';

/** The same, of the reference or of what is compared with it. */
export function ofDataset(metric: string, dataset: Dataset): string {
  return maxOf(`${metric}{dataset="${dataset}", ${ALL_ROWS}}`, 'dataset');
}

/** From where on a feature's change has a severity. */
export function thresholdOf(severity: 'significant' | 'critical'): string {
  return maxOf(`drift_threshold{severity="${severity}"}`, 'severity');
}

/** As `maxOf`, for what must hold on each replica, since one that fares well is enough. */
export function minOf(series: string, ...gone: readonly string[]): string {
  return `min without (${['instance', 'pod', ...gone].join(', ')}) (${series})`;
}
