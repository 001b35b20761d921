import { whole } from '../numbers.js';
import type { ModelReport } from '../models.js';
import { notes } from '../notes.js';
import { plural, remarks, summarise, worstSeverity } from '../summary.js';
import type { ModelSummary } from '../summary.js';
import { escapeMarkup } from '../text.js';
import { chip, featureId, named } from './markup.js';

const MAX_WORST = 3;

/** What a reader should know of a model before any detail. */
export function modelHeader(report: ModelReport, model: number, summary: ModelSummary): string {
  const said = remarks(summary);
  return [
    said.length === 0 ? '' : `<p class="lead">${escapeMarkup(said.join(' '))}</p>`,
    severityBar(summary),
    facts(report, model),
    ...problems(report),
  ].join('\n');
}

function severityBar({ counts, features }: ModelSummary): string {
  if (features === 0) return '';
  const segments = counts.map(
    ({ severity, count }) => `<span class="s-${severity}" style="flex:${count}"></span>`,
  );
  const key = counts.map(
    ({ severity, count }) => `<li><i class="s-${severity}"></i><b>${count}</b> ${severity}</li>`,
  );
  return `<div class="bar" aria-hidden="true">${segments.join('')}</div><ul class="key" aria-label="Features by severity">${key.join('')}</ul>`;
}

function facts(report: ModelReport, model: number): string {
  const [first, last] = [report.windows[0], report.windows.at(-1)];
  if (first === undefined || last === undefined) return '';
  const { reference, from } = first.outcome.result;
  const { to } = last.outcome.result;
  const rows = report.windows.reduce((sum, { outcome }) => sum + outcome.result.current.rows, 0);
  const range =
    from === undefined || to === undefined
      ? ''
      : `<br><span class="muted">${day(from)} to ${day(to)} UTC</span>`;
  const windows =
    report.windows.length === 1
      ? first.outcome.result.window_name === undefined
        ? ''
        : `<br>${named(first.name)}`
      : `<br>${plural(report.windows.length, 'window')}, ${named(first.name, 24)} to ${named(last.name, 24)}`;
  const worst = report.features
    .slice(0, MAX_WORST)
    .map((history, rank) => ({ history, rank }))
    .filter(({ history }) => !['none', 'inconclusive'].includes(worstSeverity(history)))
    .map(
      ({ history, rank }) =>
        `<a href="#${featureId(model, rank)}">${named(history.feature, 40)}</a> ${chip(worstSeverity(history))}`,
    );
  return `<dl class="facts">
<div><dt>Most changed</dt><dd>${worst.length === 0 ? 'nothing' : worst.join('<br>')}</dd></div>
<div><dt>Current data</dt><dd>${plural(rows, 'row')}${windows}${range}</dd></div>
<div><dt>Reference</dt><dd>${whole(reference.rows)} rows<br>version ${named(reference.version, 40)}</dd></div>
</dl>`;
}

function day(instant: string): string {
  return escapeMarkup(
    instant
      .replace(/T00:00(:00)?(\.0+)?Z$/, '')
      .replace('T', ' ')
      .replace(/(:\d\d)?(\.\d+)?Z$/, ''),
  );
}

function problems(report: ModelReport): string[] {
  const { failed, warnings } = notes(report);
  return [
    ...failed.map(
      ([feature, error]) =>
        `<p class="note failed"><b>Could not be checked:</b> ${named(feature)}: ${escapeMarkup(error)}</p>`,
    ),
    ...warnings.map((warning) => `<p class="note"><b>Warning:</b> ${escapeMarkup(warning)}</p>`),
  ];
}

/** Columns that were left out, at the end where they do not distract. */
export function leftOut(report: ModelReport): string {
  const { excluded } = notes(report);
  if (excluded.length === 0) return '';
  const rows = excluded.map(
    ([feature, reason]) =>
      `<tr><th scope="row">${named(feature)}</th><td class="muted">${escapeMarkup(reason)}</td></tr>`,
  );
  return `<h3 style="margin-top:36px">${plural(excluded.length, 'column')} left out</h3>
<table><thead class="hidden"><tr><th scope="col">Column</th><th scope="col">Why</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

/** Several models: each with its verdict, before all details. */
export function modelList(
  reports: readonly { readonly report: ModelReport; readonly verdict: string }[],
): string {
  const items = reports.map(
    ({ report, verdict }, index) =>
      `<li>${chip(summarise(report).severity)} <a href="#model-${index + 1}">${named(report.model)}</a> <span class="muted">${escapeMarkup(verdict)}</span></li>`,
  );
  return `<ul class="models">${items.join('')}</ul>`;
}
