import { concept as finding, type RelationFinding } from '../../detection/model/concept.js';
import { probability, score } from '../numbers.js';
import { andMore, findingTable } from '../page/findingTable.js';
import { exact, named } from '../page/markup.js';
import { prose } from '../page/prose.js';
import { escapeMarkup } from '../text.js';
import { findingView } from './findingView.js';
import { metricChange, metricList, metricNumber } from './metrics.js';

const MAX_RELATIONS = 10;

/** Whether like rows have other labels: the verdict, the parts of the AUC, and the relation of each feature. */
export const concept = findingView(finding, (found) => found.concept, {
  details({ found: { detected, reason, roc_auc: auc, relations } }) {
    const verdict = detected === null ? 'Not to be told' : detected ? 'Detected' : 'Not detected';
    const shown = relations.slice(0, MAX_RELATIONS);
    const table = findingTable(
      'Relations of features and the label',
      [
        { text: 'Feature' },
        { text: 'p-value', isNumber: true, isOptional: true },
        { text: 'Spread of changes', isNumber: true },
        { text: 'Usual at most', isNumber: true },
        { text: 'Relation' },
      ],
      shown.map(relationRow),
    );
    return [
      `<p><b>${verdict}:</b> ${prose(reason)}.</p>`,
      auc === undefined ? '' : `<p>${aucParts(auc)}</p>`,
      shown.length === 0 ? '' : `${table}${andMore(relations.length - shown.length, 'feature')}`,
    ].join('');
  },
});

function relationRow({
  feature,
  p_value: p,
  uneven_p_value: uneven = p,
  spread,
  usual_spread,
  changed,
}: RelationFinding): string[] {
  const number = (value: number | undefined): string =>
    value === undefined ? '–' : exact(value, score(Math.max(0, value)));
  const verdict =
    changed === null
      ? 'usual change unknown'
      : changed
        ? '<span class="chip s-critical">changed</span>'
        : 'as usual';
  return [
    named(feature, 40),
    exact(uneven, probability(uneven)),
    number(spread),
    number(usual_spread),
    verdict,
  ];
}

function aucParts(auc: { reference: number; current: number; covariate: number; concept: number }): string {
  const metric = metricList.find(({ id }) => id === 'roc_auc');
  if (metric === undefined) return '';
  const [before, after] = [auc.reference, auc.current].map((value) => metricNumber(metric, value));
  return escapeMarkup(
    `ROC AUC ${before} → ${after}: ${metricChange(metric, auc.covariate)} because scores are distributed otherwise, ${metricChange(metric, auc.concept)} because equal scores have other label rates.`,
  );
}
