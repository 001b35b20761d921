import { covariate as finding } from '../../detection/model/covariate.js';
import * as statistics from '../../detection/covariate/index.js';
import type { CovariateStatistic } from '../../detection/covariate/covariateStatistic.js';
import {
  decidingPValue,
  type CovariateFinding,
  type CovariateVerdict,
} from '../../detection/covariate/judgeCovariate.js';
import { probability, short } from '../numbers.js';
import { findingTable } from '../page/findingTable.js';
import { exact, named } from '../page/markup.js';
import { prose } from '../page/prose.js';
import { escapeMarkup } from '../text.js';
import { findingView } from './findingView.js';
import { withSign } from './metrics.js';

const list: readonly Omit<CovariateStatistic, 'compute'>[] = Object.values(statistics).sort(
  (a, b) => a.order - b.order,
);

/** Whether features go together as they did: each statistic beside its threshold, and the pair that changed most. */
export const covariate = findingView(finding, (found) => found.covariate, {
  terms: (windows) => list.filter(({ id }) => windows.some(({ found }) => id in found.statistics)),
  details({ found }) {
    const verdict = found.detected === null ? 'Not to be told' : found.detected ? 'Detected' : 'Not detected';
    const rows = list.flatMap(({ id, title }) => {
      const one = found.statistics[id];
      return one === undefined ? [] : [statisticRow(id, title, one)];
    });
    const table = findingTable(
      'Statistics of the joint distribution',
      [
        { text: 'Statistic' },
        { text: 'Value', isNumber: true, isOptional: true },
        { text: 'Change', isNumber: true },
        { text: 'Threshold', isNumber: true },
        { text: 'p-value', isNumber: true, isOptional: true },
        { text: 'Verdict' },
      ],
      rows,
    );
    return `<p><b>${verdict}:</b> ${prose(found.reason)}.</p>${pairOf(found)}${rows.length === 0 ? '' : table}`;
  },
});

function statisticRow(id: string, title: string, one: CovariateFinding): string[] {
  const number = (value: number | undefined): string =>
    value === undefined ? '–' : exact(value, short(value));
  const verdict =
    one.exceeded === null
      ? 'not told'
      : one.exceeded
        ? '<span class="chip s-critical">beyond</span>'
        : 'within';
  const pValue = decidingPValue(one);
  return [
    `<a href="#about-${id}">${escapeMarkup(title)}</a>`,
    number(one.score),
    number(one.change),
    number(one.threshold),
    pValue === undefined ? '–' : exact(pValue, probability(pValue)),
    verdict,
  ];
}

function pairOf({ pair }: CovariateVerdict): string {
  if (pair === undefined) return '';
  const number = (value: number): string => withSign(value, Math.abs(value).toFixed(2));
  return `<p>Most changed pair: ${named(pair.a, 40)} and ${named(pair.b, 40)}, correlation ${exact(pair.reference, number(pair.reference))} → ${exact(pair.current, number(pair.current))}.</p>`;
}
