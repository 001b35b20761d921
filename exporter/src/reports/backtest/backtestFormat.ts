import type { BacktestResult } from '../../alerts/backtest/backtestResult.js';

export const backtestFormats = ['table', 'json', 'html', 'markdown'] as const;
export type BacktestFormatId = (typeof backtestFormats)[number];

export interface BacktestReportOptions {
  /** Whether the terminal shows colours. */
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  readonly generatedAt: Date;
}

/** One way to write down backtests, one a model. */
export type BacktestFormat = (
  results: readonly BacktestResult[],
  options: BacktestReportOptions,
) => Promise<string> | string;
