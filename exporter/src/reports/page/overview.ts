import type { FeatureResult } from '../../detection/result.js';
import { effect, severityRank, statisticNumber } from '../models.js';
import type { FeatureHistory, ModelReport } from '../models.js';
import { percent, score } from '../numbers.js';
import type { Thresholds } from '../reportFormat.js';
import { course, worstSeverity } from '../summary.js';
import { escapeMarkup } from '../text.js';
import { chip, exact, featureId, named } from './markup.js';

/** What filter and sort go by. */
export function rowData(history: FeatureHistory): string {
  const worst = history.results[history.worst];
  const change = worst === undefined ? -1 : (effect(worst)?.value ?? -1);
  return `data-name="${escapeMarkup(history.feature)}" data-severity="${severityRank(worstSeverity(history))}" data-score="${change}"`;
}

const sortable = (title: string, key: string): string =>
  `<button type="button" data-key="${key}">${title}</button>`;

/** One window: features ranked, the score as a bar that ends at twice the critical threshold. */
export function ranking(report: ModelReport, model: number, thresholds: Thresholds): string {
  const rows = report.features.map((history, rank) => {
    const result = history.results[history.worst];
    if (result === undefined) return '';
    const { reference, current } = result.missing_ratio;
    return `<tr ${rowData(history)}><th scope="row"><a href="#${featureId(model, rank)}">${named(history.feature, 40)}</a></th>
<td>${chip(result.severity)}</td><td class="number">${scoreBar(result, thresholds)}</td><td class="number optional">${percent(reference)} → ${percent(current)}</td>
<td class="why optional">${escapeMarkup(result.reason)}</td></tr>`;
  });
  return `<div class="card wide scroll"><table class="ranking"><caption class="hidden">Features by severity and score</caption>
<thead><tr><th scope="col">${sortable('Feature', 'name')}</th><th scope="col">${sortable('Severity', 'severity')}</th><th scope="col" class="number">${sortable('PSI', 'score')}</th><th scope="col" class="number optional">Missing</th><th scope="col" class="optional">Why</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></div>`;
}

function scoreBar(result: FeatureResult, { significant_change }: Thresholds): string {
  const change = effect(result);
  if (change === undefined) return '–';
  const width = (value: number): string =>
    `${Math.min(100, (value / (2 * significant_change)) * 100).toFixed(1)}%`;
  const floor = statisticNumber(result, 'psi', 'noise_floor');
  const tick = floor === undefined ? '' : `<b style="left:${width(floor)}"></b>`;
  const by = change.by === 'missing_psi' ? '<span class="muted"> missing</span>' : '';
  return `<span class="track" aria-hidden="true"><i class="s-${result.severity}" style="width:${width(change.value)};background:var(--${result.severity === 'inconclusive' ? 'muted' : `${result.severity}-mark`})"></i>${tick}</span>${exact(change.value, score(change.value))}${by}`;
}

/** Several windows: every feature in every window, coloured by severity; no label is dropped. */
export function heatmap(report: ModelReport, model: number): string {
  const heads = report.windows.map(({ name }) => `<th scope="col" class="number">${named(name, 16)}</th>`);
  const rows = report.features.map((history, rank) => {
    const link = `#${featureId(model, rank)}`;
    const cells = history.results.map((result) => cell(result, link));
    const when = course(history, report.windows);
    const tip = when === undefined ? '' : ` title="${escapeMarkup(when)}"`;
    return `<tr ${rowData(history)}><th scope="row"${tip}><a href="${link}">${named(history.feature, 28)}</a></th>${cells.join('')}</tr>`;
  });
  return `<div class="card wide scroll" tabindex="0" role="region" aria-label="Features by window"><table class="heatmap"><caption class="hidden">PSI of each feature in each window</caption>
<thead><tr><th scope="col">${sortable('Feature', 'name')}</th>${heads.join('')}</tr></thead>
<tbody>${rows.join('\n')}</tbody></table></div>`;
}

function cell(result: FeatureResult | undefined, link: string): string {
  if (result === undefined) return '<td></td>';
  const change = effect(result);
  const value = change === undefined ? '?' : coarse(change.value);
  // Where nothing matters, neither does what it comes from.
  const by = change?.by === 'missing_psi' && severityRank(result.severity) > 0 ? ' of missing values' : '';
  const said = result.severity === 'none' ? '' : `<span class="hidden"> ${result.severity}</span>`;
  const tip = change === undefined ? result.reason : `PSI${by} ${change.value}, ${result.severity}`;
  return `<td class="s-${result.severity}"><a href="${link}" title="${escapeMarkup(tip)}">${escapeMarkup(value)}${by === '' ? '' : '<sup>m</sup>'}${said}</a></td>`;
}

/** Two decimals are enough to stand beside a threshold, and let a year fit the page. */
function coarse(value: number): string {
  return value < 0.005 ? '0' : value < 9.995 ? value.toFixed(2) : score(value);
}

/** What the colours mean, in numbers. */
export function legend(
  { no_change, small_change, significant_change }: Thresholds,
  several: boolean,
): string {
  const entries = [
    ['none', `below ${no_change}, or within chance`],
    ['small', `from ${no_change}`],
    ['significant', `from ${small_change}`],
    ['critical', `from ${significant_change}`],
  ].map(([severity, text]) => `<li><i class="s-${severity}"></i>${severity}: ${text}</li>`);
  const also = several
    ? '<li><sup>m</sup>&nbsp;by missing values</li>'
    : '<li>a tick marks the noise floor</li>';
  return `<ul class="key" aria-label="Severities by PSI">${entries.join('')}${also}</ul>`;
}
