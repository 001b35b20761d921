import type { BacktestResult } from '../../alerts/backtest/backtestResult.js';
import type { BacktestFormatId, BacktestReportOptions } from './backtestFormat.js';
import * as formats from './index.js';

/** Writes backtests in one format. */
export async function renderBacktest(
  results: readonly BacktestResult[],
  format: BacktestFormatId,
  options: BacktestReportOptions,
): Promise<string> {
  return (formats as any)[format](results, options);
}
