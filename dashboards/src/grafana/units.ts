import type { Unit } from '../description/sheet.js';

/** Grafana's names; how many decimals where its own choice would tell too much. */
export const UNITS: Readonly<Record<Unit, { readonly unit: string; readonly decimals?: number }>> = {
  count: { unit: 'locale', decimals: 0 },
  score: { unit: 'none' },
  ratio: { unit: 'percentunit' },
  statistic: { unit: 'none' },
  seconds: { unit: 's' },
  'rows per second': { unit: 'suffix:rows/s' },
  'requests per second': { unit: 'reqps' },
  bytes: { unit: 'bytes' },
  cores: { unit: 'suffix:cores' },
  moment: { unit: 'dateTimeAsIso' },
  since: { unit: 'dateTimeFromNow' },
  text: { unit: 'string' },
};
