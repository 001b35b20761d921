import type { BacktestResult } from '../../alerts/backtest/backtestResult.js';

const DAY = 86_400_000;
const MAX_BINS = 100;
const MIN_BINS = 12;

/** How a line of characters shows the days of a backtest. */
export interface StripSteps {
  /** Days that a character stands for. */
  readonly step: number;
  readonly bins: number;
  /** First day since the epoch. */
  readonly first: number;
  readonly title: string;
}

/** As many characters as there is room for, each for the same number of days. */
export function stripSteps({ from, to }: BacktestResult, room: number): StripSteps {
  const first = Math.floor(Date.parse(from) / DAY);
  const days = Math.max(1, Math.ceil(Date.parse(to) / DAY) - first);
  const step = Math.ceil(days / Math.min(MAX_BINS, Math.max(MIN_BINS, room)));
  return {
    step,
    bins: Math.ceil(days / step),
    first,
    title: step === 1 ? 'day by day' : `every ${step} days`,
  };
}

/** The worst alert of each step: `C` critical, `w` warning, `-` none. */
export function alertStrip(
  { alert_days }: BacktestResult,
  feature: string | null,
  { step, bins, first }: StripSteps,
): string {
  const marks = Array.from({ length: bins }, () => '-');
  for (const { day, severity, feature: of } of alert_days) {
    const bin = Math.floor((Date.parse(day) / DAY - first) / step);
    if (of === feature && marks[bin] !== 'C') marks[bin] = severity === 'critical' ? 'C' : 'w';
  }
  return marks.join('');
}
