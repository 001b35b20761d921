import type { FeatureResult } from '../../detection/result.js';
import { effect, severityRank } from '../models.js';
import type { FeatureHistory, ModelReport } from '../models.js';
import { percent, score, whole } from '../numbers.js';
import { drawOverlay, prepareOverlay } from '../pictures/overlay.js';
import { trendSvg } from '../pictures/trend.js';
import type { Thresholds } from '../reportFormat.js';
import { course, worstSeverity } from '../summary.js';
import { escapeMarkup, truncate } from '../text.js';
import { dataTable } from './dataTable.js';
import { chip, exact, featureId, named } from './markup.js';
import { rowData } from './overview.js';
import { statisticsTable } from './statisticsTable.js';
import type { StatisticsColumn } from './statisticsTable.js';

export interface CardOptions {
  readonly model: number;
  readonly rank: number;
  readonly thresholds: Thresholds;
  readonly pictures: boolean;
  readonly open: boolean;
}

/** All there is to say about one feature: pictures of its worst window and its course, numbers, data quality. */
export async function featureCard(
  report: ModelReport,
  history: FeatureHistory,
  options: CardOptions,
): Promise<string> {
  const worst = history.results[history.worst];
  if (worst === undefined) return '';
  const when = course(history, report.windows);
  const drawn = options.pictures ? await figures(report, history, worst, options.thresholds) : '';
  const numbers = `<div>${statisticsTable(columns(report, history))}${quality(worst)}</div>`;
  return `<details class="feature card" id="${featureId(options.model, options.rank)}" ${rowData(history)}${options.open ? ' open' : ''}>
<summary><h3>${named(history.feature)}</h3>${chip(worstSeverity(history))}<span class="course">${report.windows.length > 1 ? escapeMarkup(when ?? '') : ''}</span></summary>
<div class="body"><p class="reason">${report.windows.length > 1 ? `${named(report.windows[history.worst]?.name ?? '', 40)}: ` : ''}${escapeMarkup(worst.reason)}</p>
${drawn === '' ? `<div style="margin-top:16px">${numbers}</div>` : `<div class="columns"><div>${drawn}</div>${numbers}</div>`}
</div></details>`;
}

async function figures(
  report: ModelReport,
  history: FeatureHistory,
  worst: FeatureResult,
  thresholds: Thresholds,
): Promise<string> {
  const window = report.windows[history.worst];
  const comparison = window?.outcome.comparisons.get(history.feature);
  const parts: string[] = [];
  if (window !== undefined && comparison !== undefined) {
    const prepared = prepareOverlay(comparison);
    const description = `${truncate(history.feature, 80)}: distribution of the reference and of ${truncate(window.name, 80)}. ${worst.reason}`;
    const current =
      report.windows.length > 1
        ? `${named(window.name, 24)}${severityRank(worst.severity) > 0 ? ', the worst window' : ''}`
        : 'current';
    parts.push(
      `<figure><figcaption><span><i class="outlined"></i>reference</span><span><i class="filled"></i>${current}</span></figcaption>${await drawOverlay(prepared, { description })}${dataTable(prepared)}</figure>`,
    );
  }
  if (report.windows.length > 1) {
    const trend = report.windows.map(({ name }, index) => ({ window: name, result: history.results[index] }));
    const svg = await trendSvg(trend, thresholds, { description: trendDescription(history, report) });
    const missing = history.results.some(
      (result) =>
        result !== undefined && severityRank(result.severity) > 0 && effect(result)?.by === 'missing_psi',
    );
    parts.push(
      `<figure><figcaption><span>PSI in each window${missing ? ', of missing values where that is larger' : ''}</span><span><i class="dashed"></i>noise floor</span></figcaption>${svg}</figure>`,
    );
  }
  return parts.join('\n');
}

function trendDescription(history: FeatureHistory, { windows }: ModelReport): string {
  const values = history.results.flatMap((result, index) => {
    const change = result === undefined ? undefined : effect(result);
    return change === undefined ? [] : [`${truncate(windows[index]?.name ?? '', 24)} ${score(change.value)}`];
  });
  // A reader of the screen gets the extremes of a long series; the heatmap has it all.
  const said = values.length <= 24 ? values : [...values.slice(0, 2), '…', ...values.slice(-12)];
  return `PSI of ${truncate(history.feature, 80)}: ${said.join(', ')}`;
}

/** The worst window and, where it is another one, the latest. */
function columns(report: ModelReport, history: FeatureHistory): StatisticsColumn[] {
  const several = report.windows.length > 1;
  const wanted =
    history.worst === history.latest
      ? [{ index: history.worst, role: several ? 'latest' : '' }]
      : [
          { index: history.worst, role: 'worst' },
          { index: history.latest, role: 'latest' },
        ];
  return wanted.flatMap(({ index, role }) => {
    const [window, result] = [report.windows[index], history.results[index]];
    return window === undefined || result === undefined ? [] : [{ window, result, role }];
  });
}

function quality({ rows, missing_ratio, unseen_ratio, out_of_range_ratio, kind }: FeatureResult): string {
  const ratio = (value: number): string => exact(value, percent(value));
  const entries = [
    ['Rows', `${whole(rows.reference)} → ${whole(rows.current)}`],
    ['Missing', `${ratio(missing_ratio.reference)} → ${ratio(missing_ratio.current)}`],
    ...(out_of_range_ratio === undefined ? [] : [['Out of range', ratio(out_of_range_ratio)]]),
    ...(unseen_ratio === undefined
      ? []
      : [[kind === 'numeric' ? 'New in range' : 'New categories', ratio(unseen_ratio)]]),
  ];
  return `<dl class="quality">${entries.map(([term, value]) => `<div><dt>${term}</dt><dd>${value}</dd></div>`).join('')}</dl>`;
}
