import type { BacktestResult } from '../../alerts/backtest/backtestResult.js';
import { thresholdsSnippet } from '../../alerts/backtest/thresholdsSnippet.js';
import { score, whole } from '../numbers.js';
import { plural } from '../summary.js';
import { fit, GAP, grid, type GridCell, type GridColumn } from '../terminal/grid.js';
import { paint, type Paint } from '../terminal/paint.js';
import { plainLine, truncate } from '../text.js';
import type { BacktestFormat } from './backtestFormat.js';
import { alertStrip, stripSteps } from './alertStrip.js';
import { proposalOf, subjectOf, verdictOf } from './words.js';

const MIN_WIDTH = 60;
const MAX_NAME = 28;
/** Beyond so many rows nobody looks. */
const MAX_FEATURES = 60;

/** For people at a terminal: features by alerts with their course in time, messages beside naive rules, thresholds. */
export const table: BacktestFormat = (results, { color, width }) => {
  const style = paint(color);
  const columns = Math.max(MIN_WIDTH, Math.floor(width) || 80);
  const sections = results.map((result) => section(result, columns, style));
  const snippet = thresholdsSnippet(results);
  const proposed =
    snippet === undefined
      ? []
      : [
          `${style.dim('# for drift_thresholds.yaml, in place of entries for the same model and feature')}\n${snippet}`,
        ];
  return `${[...sections, ...proposed].join('\n\n').trimEnd()}\n`;
};

function section(result: BacktestResult, width: number, style: Paint): string {
  const verdict = truncate(plainLine(`${verdictOf(result)}.`), width);
  return [
    style.bold(truncate(plainLine(result.model), width)),
    style.dim(truncate(plainLine(subjectOf(result)), width)),
    '',
    ...features(result, width, style),
    '',
    ...messages(result, width, style),
    '',
    ...result.notes.map((note) => style.dim(truncate(plainLine(`note: ${note}`), width))),
    style.severity(result.within_budget ? 'none' : 'critical', style.bold(verdict)),
    truncate(plainLine(`${proposalOf(result)}.`), width),
  ].join('\n');
}

function features(result: BacktestResult, width: number, style: Paint): string[] {
  const told = result.totals.filter(({ days }) => days > 0);
  const quiet = result.totals.filter(({ feature, days }) => feature !== null && days === 0).length;
  if (told.length === 0) return [`no alert for any of ${plural(quiet, 'feature')}`];
  const shown = told.slice(0, MAX_FEATURES);
  const rows = shown.map(({ feature, warning, critical, days, largest }) => [
    plainLine(feature ?? 'all features together'),
    whole(warning),
    whole(critical),
    whole(days),
    largest === null ? '' : score(largest),
  ]);
  const titles = ['alerts', 'warning', 'critical', 'days', 'PSI'];
  const nameWidth = Math.min(MAX_NAME, width - 50);
  const heads = titles.map((title, column): GridColumn => {
    const texts = rows.map((row) => row[column] ?? '');
    return { title, align: column === 0 ? 'left' : 'right', width: fit(title, texts, nameWidth) };
  });
  const used = heads.reduce((sum, head) => sum + head.width + GAP, 0);
  const strip = stripSteps(result, width - used);
  heads.push({ title: strip.title, align: 'left', width: Math.max(strip.bins, strip.title.length) });
  const lines = grid(
    heads,
    shown.map(({ feature }, row) => [
      ...(rows[row] ?? []).map((text): GridCell => ({ text })),
      { text: alertStrip(result, feature, strip) },
    ]),
    style.dim,
  );
  const hidden = told.length - shown.length;
  return [
    ...lines,
    ...(hidden > 0 ? [style.dim(`and ${plural(hidden, 'feature')} more`)] : []),
    style.dim(
      truncate(
        `w warning, C critical, - quiet; ${quiet === 0 ? 'every feature had alerts' : `${plural(quiet, 'other feature')} had no alert`}`,
        width,
      ),
    ),
  ];
}

function messages(
  { notifications, naive_window: window }: BacktestResult,
  width: number,
  style: Paint,
): string[] {
  const rows = notifications.map(({ rule, title, alerts, notifications: sent, repeats, ...rest }) => [
    rule === 'drift-exporter' ? title : `${title} over ${window}, each feature`,
    whole(alerts),
    whole(sent),
    whole(repeats),
    rest.notifications_in_30_days.toFixed(1),
  ]);
  const titles = ['rules', 'alerts', 'messages', 'repeats', 'in 30 days'];
  const numbers = 40;
  const heads = titles.map((title, column): GridColumn => ({
    title,
    align: column === 0 ? 'left' : 'right',
    width: fit(
      title,
      rows.map((row) => row[column] ?? ''),
      column === 0 ? width - numbers : Infinity,
    ),
  }));
  return grid(
    heads,
    rows.map((row) => row.map((text) => ({ text }))),
    style.dim,
  );
}
