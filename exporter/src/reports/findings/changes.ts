import { changes as finding, type ChangeFinding, type ChangeView } from '../../detection/model/changes.js';
import type { PerformanceFinding } from '../../detection/model/performance.js';
import { percent, short } from '../numbers.js';
import { partBar } from '../page/bars.js';
import { andMore, findingTable, fold } from '../page/findingTable.js';
import { exact, named } from '../page/markup.js';
import { escapeMarkup } from '../text.js';
import { findingView } from './findingView.js';
import { metricList, withSign } from './metrics.js';

/** So many features' views of one change, the model's own outputs beside them. */
const MAX_VIEWS = 6;

const titles = {
  label: ['Label rate', 'Mean label'],
  prediction: ['Mean prediction', 'Mean prediction'],
  error: ['Error rate', 'Mean error'],
} as const satisfies Readonly<Record<ChangeFinding['target'], readonly [rate: string, mean: string]>>;

/** What the changes of label, prediction and error are made of, through the prediction and the features that moved most. */
export const changes = findingView(finding, (found) => found.changes, {
  details: ({ found, result }) =>
    found.map((change) => changeOf(change, isRate(result.performance))).join(''),
});

function changeOf({ target, reference, current, change, views }: ChangeFinding, rate: boolean): string {
  // through the prediction itself its own change is all covariate
  const told = target === 'prediction' ? views.filter(({ is_output: isOutput }) => isOutput !== true) : views;
  const sorted = [...told].sort((a, b) => Number(b.is_output ?? false) - Number(a.is_output ?? false));
  const shown = sorted.slice(0, MAX_VIEWS);
  if (shown.length === 0) return '';
  const number = (value: number): string => (rate ? rateText(value) : short(value));
  const unit = rate ? ' points' : '';
  const heading = `${titles[target][rate ? 0 : 1]} ${number(reference)} → ${number(current)} (${amount(change, rate)}${unit})`;
  const most = Math.max(
    ...shown.flatMap(({ covariate, concept, interaction }) =>
      [covariate, concept, interaction].map(Math.abs),
    ),
  );
  const part = (value: number): string => partBar(value, most, amount(value, rate));
  const table = findingTable(
    escapeMarkup(heading),
    [
      { text: 'Seen through' },
      { text: 'Covariate', isNumber: true },
      { text: 'Concept', isNumber: true },
      { text: 'Interaction', isNumber: true },
      { text: 'Rows alike', isNumber: true, isOptional: true },
    ],
    shown.map(({ feature, is_output: isOutput, covariate, concept, interaction, overlap }) => [
      `${named(feature, 32)}${isOutput === true ? ' <span class="muted">output</span>' : ''}`,
      part(covariate),
      part(concept),
      part(interaction),
      exact(overlap, percent(overlap)),
    ]),
  );
  return `<p class="target">${escapeMarkup(heading)}</p>${table}${andMore(sorted.length - shown.length, 'feature', ', each with a view of the same change')}${cells(shown, rate)}`;
}

function cells(views: readonly ChangeView[], rate: boolean): string {
  const mean = (value: number | undefined): string =>
    value === undefined ? 'no row' : rate ? rateText(value) : short(value);
  const rows = views.flatMap(({ feature, cells: largest }) =>
    largest.map(({ cell, share, mean: means, covariate, concept, interaction }) => [
      `${named(feature, 32)} <span class="muted">${named(cell.text, 40)}</span>`,
      `${percent(share.reference)} → ${percent(share.current)}`,
      `${mean(means.reference)} → ${mean(means.current)}`,
      ...[covariate, concept, interaction].map((part) => exact(part, amount(part, rate))),
    ]),
  );
  const table = findingTable(
    'Cells with the largest parts',
    [
      { text: 'Cell' },
      { text: 'Share of rows', isNumber: true },
      { text: 'Mean', isNumber: true },
      { text: 'Covariate', isNumber: true },
      { text: 'Concept', isNumber: true },
      { text: 'Interaction', isNumber: true },
    ],
    rows,
  );
  return fold('The values behind it', table);
}

/** 22.9 %: as many digits as changes of it need. */
function rateText(rate: number): string {
  return `${(100 * rate).toFixed(1)}\u202f%`;
}

/** Points of per cent of a rate, else in the unit of the label. */
function amount(part: number, rate: boolean): string {
  return withSign(part, rate ? (100 * Math.abs(part)).toFixed(2) : short(Math.abs(part)));
}

/** Means are rates where the model classifies, which its metrics tell. */
function isRate(performance: PerformanceFinding | undefined): boolean {
  return metricList.some(
    ({ id, task }) => task === 'classification' && performance?.metrics[id] !== undefined,
  );
}
