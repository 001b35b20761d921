import type { FeatureResult } from '../../detection/result.js';

/** What JSON can hold: null for what is unknown, infinite or no number. */
export function finite(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** A statistic's number; null where the statistic does not apply. */
export function statisticNumber({ statistics }: FeatureResult, id: string, key = 'value'): number | null {
  return Object.hasOwn(statistics, id) ? finite(statistics[id]?.[key]) : null;
}

/** ISO 8601, UTC; null where unknown. */
export function instantText(date: Date | undefined): string | null {
  return date?.toISOString() ?? null;
}
