import type { ClassifierVerdict } from '../../detection/classifier/judgeDomains.js';
import { domainClassifier as finding } from '../../detection/model/domainClassifier.js';
import { probability, short } from '../numbers.js';
import { findingTable } from '../page/findingTable.js';
import { exact, named } from '../page/markup.js';
import { prose } from '../page/prose.js';
import { escapeMarkdown, truncate } from '../text.js';
import { findingView, type FoundIn } from './findingView.js';

/** A name may be as long as anybody likes. */
const MAX_LINE = 400;

/** How well rows of the window tell from rows of the reference, and by which features. */
export const domainClassifier = findingView(finding, (found) => found.domain_classifier, {
  lines: (windows) => windows.map(lineOf),
  markdown: (windows) =>
    windows.flatMap((one) => [escapeMarkdown(truncate(lineOf(one, 0, windows), MAX_LINE)), '']),
  details({ found: { detected, reason, auc, p_value: p, usual_auc: usual, rows, features } }) {
    const verdict = detected === null ? 'Not to be told' : detected ? 'Detected' : 'Not detected';
    const numbers =
      auc === undefined || p === undefined
        ? ''
        : `<p>AUC ${exact(auc, auc.toFixed(3))}${usual === undefined ? '' : `, within the reference up to ${exact(usual, usual.toFixed(3))}`}; p-value ${exact(p, probability(p))}; of ${rows.reference} and ${rows.current} sampled rows, half of which taught.</p>`;
    const table = findingTable(
      'By which features',
      [{ text: 'Feature' }, { text: 'AUC falls without it by', isNumber: true }],
      features.map(({ feature, loss }) => [named(feature, 40), exact(loss, short(loss))]),
    );
    return `<p><b>${verdict}:</b> ${prose(reason)}.</p>${numbers}${features.length === 0 ? '' : table}`;
  },
});

/** AUC 0.93 (within the reference up to 0.83): rows tell apart, by a, b. */
function lineOf(
  { window, found: { detected, reason, auc, usual_auc: usual, features } }: FoundIn<ClassifierVerdict>,
  _: number,
  windows: readonly unknown[],
): string {
  const start = windows.length === 1 ? '' : `${window}: `;
  if (auc === undefined) return `${start}${reason}`;
  const beside = usual === undefined ? '' : ` (within the reference up to ${usual.toFixed(3)})`;
  const by = features.map(({ feature }) => feature).join(', ');
  const verdict =
    detected === true ? `rows can be told apart${by === '' ? '' : `, by ${by}`}` : 'no certain difference';
  return `${start}AUC ${auc.toFixed(3)}${beside}: ${verdict}`;
}
