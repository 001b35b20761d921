import type { BacktestResult } from '../../alerts/backtest/backtestResult.js';
import { thresholdsSnippet } from '../../alerts/backtest/thresholdsSnippet.js';
import { score, whole } from '../numbers.js';
import { plural } from '../summary.js';
import { escapeMarkdown, truncate } from '../text.js';
import type { BacktestFormat } from './backtestFormat.js';
import { comparisonNote, proposalOf, subjectOf, timeOf, verdictOf } from './words.js';

const MAX_NAME = 60;
const MAX_ALERTS = 50;

/** For a pull request that changes thresholds. */
export const markdown: BacktestFormat = (results) => {
  const snippet = thresholdsSnippet(results);
  const proposed =
    snippet === undefined
      ? []
      : [
          'For `drift_thresholds.yaml`, in place of entries for the same model and feature:',
          // a name may hold backticks
          `~~~~~~yaml\n${snippet.trimEnd()}\n~~~~~~`,
        ];
  return `${[...results.map(section), ...proposed].join('\n\n')}\n`;
};

function section(result: BacktestResult): string {
  const told = result.totals.filter(({ days }) => days > 0);
  const quiet = result.totals.filter(({ feature, days }) => feature !== null && days === 0).length;
  const hidden = result.alerts.length - MAX_ALERTS;
  return [
    `## Backtest of ${name(result.model)}`,
    `**${sentence(verdictOf(result))}.** ${sentence(proposalOf(result))}.`,
    `${sentence(subjectOf(result))}.`,
    ...(told.length === 0
      ? []
      : [
          [
            '| Feature | Warning | Critical | Days with alerts | Times in drift | Largest PSI |',
            '|:--|--:|--:|--:|--:|--:|',
            ...told.map(({ feature, warning, critical, days, episodes, largest }) =>
              cells([
                feature === null ? 'all features together' : name(feature),
                whole(warning),
                whole(critical),
                whole(days),
                whole(episodes),
                largest === null ? '' : score(largest),
              ]),
            ),
          ].join('\n'),
        ]),
    `${quiet === 0 ? 'Every feature had alerts' : `${plural(quiet, 'feature')} had no alert`}.`,
    ...(result.alerts.length === 0
      ? []
      : [
          [
            '| Alert | Severity | From | To |',
            '|:--|:--|:--|:--|',
            ...result.alerts
              .slice(0, MAX_ALERTS)
              .map(({ feature, severity, from, to }) =>
                cells([
                  feature === null ? 'all features together' : name(feature),
                  severity,
                  timeOf(from),
                  to === null ? 'still' : timeOf(to),
                ]),
              ),
          ].join('\n'),
        ]),
    ...(hidden > 0 ? [`${plural(hidden, 'later alert')} not shown; JSON has all.`] : []),
    [
      '| Rules | Alerts | Messages | Of them repeats | Messages in 30 days |',
      '|:--|--:|--:|--:|--:|',
      ...result.notifications.map(({ title, alerts, notifications, repeats, ...rest }) =>
        cells([
          sentence(title),
          whole(alerts),
          whole(notifications),
          whole(repeats),
          rest.notifications_in_30_days.toFixed(1),
        ]),
      ),
    ].join('\n'),
    sentence(comparisonNote(result)),
    ...(result.notes.length === 0 ? [] : [result.notes.map((note) => `- ${sentence(note)}`).join('\n')]),
  ].join('\n\n');
}

function name(text: string): string {
  return escapeMarkdown(truncate(text, MAX_NAME));
}

function sentence(text: string): string {
  return escapeMarkdown(text);
}

function cells(values: readonly string[]): string {
  return `| ${values.join(' | ')} |`;
}
