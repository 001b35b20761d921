import { findingList } from '../findings/findingList.js';
import type { PageOptions } from '../findings/findingView.js';
import { changeWord, mainMetric, metricChange, metricNumber } from '../findings/metrics.js';
import { tellingWindows } from '../findings/tellingWindows.js';
import type { ModelReport } from '../models.js';
import { plural } from '../summary.js';
import { escapeMarkup } from '../text.js';
import { named } from './markup.js';

/** Details of so many windows, the newest; a page of years is not read. */
const MAX_WINDOWS = 12;

/** What happened to the model as a whole, over all windows; nothing where nothing is known. */
export async function findingsOverview(report: ModelReport, options: PageOptions): Promise<string> {
  const parts: string[] = [];
  for (const view of findingList) parts.push(await view.overview(report, options));
  const said = parts.join('');
  return said === '' ? '' : `<h2>What happened</h2>${said}`;
}

/** All that is told of the model in each window, the worst and the latest first; nothing where nothing is known. */
export async function findingsDetails(
  report: ModelReport,
  model: number,
  options: PageOptions,
): Promise<string> {
  if (report.windows.length === 1) {
    const details = await windowDetails(report, 0, 'h3', options);
    return details === '' ? '' : `<h2>The model as a whole</h2><div class="card findings">${details}</div>`;
  }
  const roles = tellingWindows(report);
  const windows = [...report.windows.keys()];
  const shown = windows.filter((window) => window >= windows.length - MAX_WINDOWS || roles.has(window));
  const open = windows.find((window) => roles.get(window) === 'worst') ?? windows.length - 1;
  const folds: string[] = [];
  for (const window of shown) {
    const details = await windowDetails(report, window, 'h4', options);
    if (details === '') continue;
    folds.push(
      `<details class="feature card" id="model-${model + 1}-window-${window + 1}"${window === open ? ' open' : ''}><summary><h3>${named(report.windows[window]?.name ?? '', 40)}</h3><span class="course">${course(report, window)}</span></summary><div class="findings">${details}</div></details>`,
    );
  }
  if (folds.length === 0) return '';
  const left = windows.length - shown.length;
  const note =
    left > 0
      ? `<p class="note">${plural(left, 'earlier window')}: see the JSON report for the same of them.</p>`
      : '';
  return `<h2>The model as a whole, by window</h2>${note}${folds.join('\n')}`;
}

async function windowDetails(
  report: ModelReport,
  window: number,
  heading: 'h3' | 'h4',
  options: PageOptions,
): Promise<string> {
  const parts: string[] = [];
  for (const view of findingList) {
    const details = await view.details(report, window, options);
    if (details === '') continue;
    parts.push(
      `<section><${heading}><a href="#about-${view.id}">${escapeMarkup(view.title)}</a></${heading}>${details}</section>`,
    );
  }
  return parts.join('\n');
}

/** The metric that the model is known by, in a line. */
function course({ windows }: ModelReport, window: number): string {
  const main = mainMetric(windows[window]?.outcome.result.performance?.metrics);
  if (main?.finding.change === undefined) return '';
  const { metric, finding } = main;
  const { value, reference } = main.finding.change;
  const word = changeWord(finding);
  return escapeMarkup(
    `${metric.title} ${metricNumber(metric, value)} (${metricChange(metric, value - reference)}${word === undefined ? '' : `, ${word}`})`,
  );
}
