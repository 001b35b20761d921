import {
  importance as finding,
  type FeatureImportanceFinding,
  type ImportanceFinding,
} from '../../detection/model/importance.js';
import type { Quadrant } from '../../detection/importance/quadrant.js';
import type { CheckResult } from '../../detection/result.js';
import { effect } from '../models.js';
import { percent } from '../numbers.js';
import { andMore, findingTable } from '../page/findingTable.js';
import { exact, named } from '../page/markup.js';
import { quadrantsSvg } from '../pictures/quadrants.js';
import type { QuadrantPoint } from '../pictures/quadrantsLayout.js';
import { truncate } from '../text.js';
import { findingView } from './findingView.js';

const MAX_FEATURES = 12;

const advice: Readonly<Record<Quadrant, string>> = {
  act: 'drifted and important: look at the model',
  watch: 'important, and as it was',
  note: 'drifted, and of little importance: look at the source of the data',
  ignore: 'neither',
};

/** How much features matter, how that has changed, and which of them drift: a table and four quadrants. */
export const importance = findingView(finding, (found) => found.importance, {
  async details({ window, found, result }, { pictures, thresholds }) {
    const shown = found.features.slice(0, MAX_FEATURES);
    const table = findingTable(
      'Importance of features',
      [
        { text: 'Feature' },
        { text: 'Share', isNumber: true },
        { text: 'Reference', isNumber: true, isOptional: true },
        { text: 'Rank', isNumber: true },
        { text: 'Quadrant' },
      ],
      shown.map(row),
    );
    const text = `<p>${source(found)}</p>${table}${andMore(found.features.length - shown.length, 'feature')}`;
    const points = pictures ? placed(found, result) : [];
    if (points.length === 0) return text;
    const svg = await quadrantsSvg(
      points,
      thresholds.no_change,
      `Features of ${truncate(window, 80)} by drift and importance: ${countsOf(points)}`,
    );
    return `<div class="beside wide"><div>${text}</div><figure><figcaption><span>Drift and importance</span></figcaption>${svg}</figure></div>`;
  },
});

function row({
  feature,
  share,
  rank,
  reference_share,
  reference_rank,
  quadrant,
}: FeatureImportanceFinding): string[] {
  const number = (value: number | undefined): string =>
    value === undefined ? '–' : exact(value, percent(value));
  const word =
    quadrant === undefined
      ? '–'
      : `<span title="${advice[quadrant]}"${quadrant === 'act' ? ' class="chip s-critical"' : ''}>${quadrant}</span>`;
  return [named(feature, 32), number(share), number(reference_share), ranks(rank, reference_rank), word];
}

/** 2, from 7 */
function ranks(rank: number, before: number | undefined): string {
  return before === undefined || before === rank
    ? String(rank)
    : `${rank} <span class="muted">from ${before}</span>`;
}

function source({ method, target, ndcg, spearman, estimated }: ImportanceFinding): string {
  if (method !== 'estimated') {
    const how = `As given by the ${method === 'table' ? 'table' : 'configuration'}.`;
    return estimated === undefined ? how : `${how} What changes is estimated. ${source(estimated)}`;
  }
  const how = `Estimated one by one from the counts of features and ${target ?? 'label'}.`;
  const order = [
    ...(ndcg === undefined ? [] : [`NDCG ${ndcg.toFixed(3)}`]),
    ...(spearman === undefined ? [] : [`Spearman ${spearman.toFixed(3).replace('-', '−')}`]),
  ];
  return order.length === 0
    ? how
    : `${how} The order against the reference’s: ${order.join(', ')}; 1 is the same order.`;
}

function placed({ features }: ImportanceFinding, result: CheckResult): QuadrantPoint[] {
  const drifts = new Map(result.features.map((one) => [one.feature, effect(one)?.value]));
  return features.flatMap(({ feature, share, quadrant }) => {
    const drift = drifts.get(feature);
    return drift === undefined || share === undefined || quadrant === undefined
      ? []
      : [{ feature, drift, share, quadrant }];
  });
}

/** How many in each, for those who cannot see the picture. */
function countsOf(points: readonly QuadrantPoint[]): string {
  return (['act', 'watch', 'note', 'ignore'] as const)
    .map((name) => `${name} ${points.filter(({ quadrant }) => quadrant === name).length}`)
    .join(', ');
}
