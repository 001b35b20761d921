import type { BacktestResult } from '../../alerts/backtest/backtestResult.js';
import { thresholdsSnippet } from '../../alerts/backtest/thresholdsSnippet.js';
import { score, whole } from '../numbers.js';
import { chip, exact, named } from '../page/markup.js';
import { style } from '../page/style.js';
import { alertDaysSvg } from '../pictures/alertDays.js';
import { alertRows, MAX_ROWS } from '../pictures/alertDaysLayout.js';
import { plural } from '../summary.js';
import { escapeMarkup } from '../text.js';
import type { BacktestFormat } from './backtestFormat.js';
import { comparisonNote, proposalOf, subjectOf, timeOf, verdictOf } from './words.js';

/** Beyond so many alerts a list is no longer read. */
const MAX_ALERTS = 200;

/** One file to open or mail: no network, no scripts, light and dark. */
export const html: BacktestFormat = async (results, { generatedAt }) => {
  const sections: string[] = [];
  for (const [index, result] of results.entries()) sections.push(await section(result, index));
  const [only] = results;
  const title = results.length === 1 && only !== undefined ? `Backtest of ${only.model}` : 'Backtest';
  const snippet = thresholdsSnippet(results);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">
<title>${escapeMarkup(title)}</title><link rel="icon" href="data:,">
<style>${style}${ownStyle}</style></head>
<body><a class="skip" href="#main">Skip to the report</a>
<main id="main">
${sections.join('\n')}
${snippet === undefined ? '' : proposal(snippet)}
</main>
<footer>Written by drift-exporter on <time datetime="${generatedAt.toISOString()}">${timeOf(generatedAt.toISOString())} UTC</time>. Days are those of UTC.</footer>
</body></html>
`;
};

const ownStyle = `
.days { padding: 18px 18px 8px; } .days svg { display: block; width: 100%; min-width: 760px; max-width: none; height: auto; overflow: visible; }
pre { overflow-x: auto; padding: 16px 18px; font: 13px/1.55 ui-monospace, "SF Mono", Menlo, Consolas, monospace; margin: 0; }
.plain { padding: 4px 6px; } .plain p { padding: 10px 12px; } .plain td { white-space: nowrap; } .plain tbody th, .plain thead th:first-child { min-width: 140px; } tr.own, tr.own th { font-weight: 620; } .lead { text-wrap: pretty; }
.key .start { width: 0; height: 0; border: 5px solid transparent; border-left: 8px solid var(--reference); border-right: 0; border-radius: 0; }
.sections { margin-top: 64px; }
`;

async function section(result: BacktestResult, index: number): Promise<string> {
  const heading = index === 0 ? 'h1' : 'h2';
  return `<section class="model${index === 0 ? '' : ' sections'}">
<p class="eyebrow">Backtest · ${named(result.model)}</p><${heading} class="verdict">${escapeMarkup(verdictOf(result))}</${heading}>
<p class="lead">${escapeMarkup(proposalOf(result))}.</p>
<p class="lead">${escapeMarkup(subjectOf(result))}.</p>
${result.notes.map((note) => `<p class="note">${escapeMarkup(note)}</p>`).join('\n')}
<h2>Alerts by day</h2>
${await picture(result)}
${totals(result)}
<h2>What people would have got</h2>
${messages(result)}
${alertList(result)}
</section>`;
}

async function picture(result: BacktestResult): Promise<string> {
  const rows = alertRows(result).length;
  if (rows === 0) return '<div class="card plain"><p>No alert fired.</p></div>';
  const more =
    rows > MAX_ROWS
      ? `<li>the ${MAX_ROWS} with most alerts of ${rows} that had any; the table has all</li>`
      : '';
  return `<div class="card days scroll" tabindex="0" role="region" aria-label="Alerts by day">${await alertDaysSvg(result)}</div>
<ul class="key"><li><i class="s-significant"></i>warning</li><li><i class="s-critical"></i>critical</li><li><i class="start"></i>an alert began</li>${more}</ul>`;
}

function totals({ totals: all }: BacktestResult): string {
  const told = all.filter(({ days }) => days > 0);
  const quiet = all.filter(({ feature, days }) => feature !== null && days === 0);
  const rows = told.map(
    ({ feature, warning, critical, days, episodes, largest }) =>
      `<tr><th scope="row">${nameOf(feature)}</th>${[warning, critical, days, episodes].map((count) => `<td class="number">${whole(count)}</td>`).join('')}<td class="number">${largest === null ? '' : exact(largest, score(largest))}</td></tr>`,
  );
  const table =
    rows.length === 0
      ? ''
      : `<table><caption class="hidden">Alerts by feature</caption><thead><tr><th scope="col">Feature</th>${['Warning', 'Critical', 'Days with alerts', 'Times in drift', 'Largest PSI'].map((head) => `<th scope="col" class="number">${head}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
  const others =
    quiet.length === 0
      ? ''
      : `<p class="muted">No alert for ${plural(quiet.length, 'feature')}: ${quiet.map(({ feature }) => nameOf(feature)).join(', ')}.</p>`;
  return `<div class="card plain scroll" style="margin-top:18px">${table}${others}</div>`;
}

function messages(result: BacktestResult): string {
  const rows = result.notifications.map(
    ({ rule, title, alerts, notifications, repeats, notifications_in_30_days: rate }) =>
      `<tr${rule === 'drift-exporter' ? ' class="own"' : ''}><th scope="row">${escapeMarkup(title)}</th>${[alerts, notifications, repeats].map((count) => `<td class="number">${whole(count)}</td>`).join('')}<td class="number">${exact(rate, rate.toFixed(1))}</td></tr>`,
  );
  return `<div class="card plain scroll"><table><caption class="hidden">Messages by rules</caption><thead><tr><th scope="col">Rules</th>${['Alerts', 'Messages', 'Of them repeats', 'Messages in 30 days'].map((head) => `<th scope="col" class="number">${head}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>
<p class="lead">${escapeMarkup(comparisonNote(result))}</p>`;
}

function alertList({ alerts }: BacktestResult): string {
  if (alerts.length === 0) return '';
  const rows = alerts
    .slice(0, MAX_ALERTS)
    .map(
      ({ feature, severity, from, to }) =>
        `<tr><th scope="row">${nameOf(feature)}</th><td>${severity === 'critical' ? chip('critical') : '<span class="chip s-significant">warning</span>'}</td><td>${timeOf(from)}</td><td>${to === null ? 'still' : timeOf(to)}</td></tr>`,
    );
  const more = alerts.length - rows.length;
  return `<h2>Alerts</h2>
<div class="card plain scroll"><table><caption class="hidden">Alerts in order of time</caption><thead><tr><th scope="col">Feature</th><th scope="col">Severity</th><th scope="col">From, UTC</th><th scope="col">To</th></tr></thead><tbody>${rows.join('')}</tbody></table>${more > 0 ? `<p class="muted">${plural(more, 'later alert')} not shown; JSON has all.</p>` : ''}</div>`;
}

function proposal(snippet: string): string {
  return `<h2>Thresholds that keep to the budget</h2>
<p class="lead" style="margin:0 0 12px">For <code>drift_thresholds.yaml</code>, in place of entries for the same model and feature.</p>
<div class="card"><pre tabindex="0">${snippet.split('\n').map(escapeMarkup).join('\n')}</pre></div>`;
}

function nameOf(feature: string | null): string {
  return feature === null ? 'all features together' : named(feature, 40);
}
