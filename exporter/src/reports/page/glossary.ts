import type { Term } from '../findings/findingView.js';
import { findingList } from '../findings/findingList.js';
import type { ModelReport } from '../models.js';
import { statisticList } from '../statisticList.js';
import { escapeMarkup } from '../text.js';

/** What the statistics tell, and the findings that the page has, once for all of it. */
export function glossary(reports: readonly ModelReport[]): string {
  const found = findingList.flatMap((view): Term[] => {
    const having = reports.filter((report) => view.isIn(report));
    const terms = new Set(having.flatMap((report) => view.terms(report)));
    return having.length === 0 ? [] : [view, ...terms];
  });
  return `<h2 id="about">What the numbers mean</h2><dl class="glossary">${statisticList.map(entry).join('')}
<div><dt>Noise floor</dt><dd>What PSI stays below in 95 % of samples of this size when nothing has changed; a dashed line in the pictures.</dd></div>
<div><dt>p-value</dt><dd>The probability of a difference as large as this one by chance alone.</dd></div>
${found.map(entry).join('')}</dl>`;
}

function entry({ id, title, description }: Term): string {
  return `<div id="about-${id}"><dt>${escapeMarkup(title)}</dt><dd>${escapeMarkup(description)}</dd></div>`;
}
