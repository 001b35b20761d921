import type { BacktestResult } from '../../alerts/backtest/backtestResult.js';
import { alertDaysLayout, DAYS_LEFT, DAYS_TOP, DAYS_WIDTH } from './alertDaysLayout.js';
import { alertDaysSpec, DAYS_BOTTOM } from './alertDaysSpec.js';
import { pagePalette, type Palette } from './palette.js';
import { renderSvg, type Template } from './renderSvg.js';

const template: Template = { id: 'alert days', spec: alertDaysSpec };

/** A backtest's alerts day by day, as SVG. */
export function alertDaysSvg(result: BacktestResult, palette: Palette = pagePalette): Promise<string> {
  const { cells, starts, rows, ticks, height } = alertDaysLayout(result);
  return renderSvg(template, palette, {
    width: DAYS_LEFT + DAYS_WIDTH + 14,
    height: DAYS_TOP + height + DAYS_BOTTOM,
    left: DAYS_LEFT,
    top: DAYS_TOP,
    description: `Days with alerts of ${result.model}, feature by feature`,
    data: { cells, starts, rows, ticks: ticks.map((tick) => ({ ...tick, bottom: height })) },
  });
}
