import type { BacktestFormat } from './backtestFormat.js';

/** An array, one object a model. */
export const json: BacktestFormat = (results) => `${JSON.stringify(results, null, 2)}\n`;
