import type { BacktestResult } from '../../alerts/backtest/backtestResult.js';
import type { BacktestFormat, BacktestFormatId, BacktestReportOptions } from './backtestFormat.js';
import * as registry from './index.js';

const formats: Readonly<Record<BacktestFormatId, BacktestFormat>> = registry;

/** Writes backtests in one format. */
export async function renderBacktest(
  results: readonly BacktestResult[],
  format: BacktestFormatId,
  options: BacktestReportOptions,
): Promise<string> {
  return formats[format](results, options);
}
