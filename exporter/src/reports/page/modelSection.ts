import { severityRank } from '../models.js';
import type { ModelReport } from '../models.js';
import type { ReportOptions } from '../reportFormat.js';
import { plural, worstSeverity } from '../summary.js';
import { escapeMarkup } from '../text.js';
import { featureCard } from './featureCard.js';
import { leftOut } from './header.js';
import { findingsDetails, findingsOverview } from './modelFindings.js';
import { heatmap, legend, ranking } from './overview.js';
import { segmentTable } from './segmentTable.js';

/** Beyond so many open features a page is a scroll without end. */
const MAX_OPEN = 12;
/** Controls are worth their room from so many features on. */
const MIN_CONTROLS = 8;

/** The overview and the details of one model; `pictures` of its features, the most changed, get pictures. */
export async function modelSection(
  report: ModelReport,
  model: number,
  pictures: number,
  options: ReportOptions,
): Promise<string> {
  const told = { pictures: options.maxPictures > 0, thresholds: options.thresholds };
  const [happened, whole] = [
    await findingsOverview(report, told),
    await findingsDetails(report, model, told),
  ];
  if (report.features.length === 0) return [happened, whole, leftOut(report)].join('\n');
  const several = report.windows.length > 1;
  const cards: string[] = [];
  // One after the other: pictures take memory, and two cores gain nothing.
  for (const [rank, history] of report.features.entries()) {
    const open = rank < MAX_OPEN && (severityRank(worstSeverity(history)) > 0 || report.features.length <= 3);
    cards.push(
      await featureCard(report, history, {
        model,
        rank,
        thresholds: options.thresholds,
        pictures: rank < pictures,
        open,
      }),
    );
  }
  return [
    happened,
    `<h2>Features</h2>`,
    controls(report.features.length),
    several ? heatmap(report, model) : ranking(report, model, options.thresholds),
    legend(options.thresholds, several),
    segmentTable(report),
    whole,
    `<h2>${whole === '' ? 'Details' : 'Details of features'}</h2>`,
    limit(report.features.length, pictures),
    ...cards,
    leftOut(report),
  ].join('\n');
}

function controls(features: number): string {
  if (features < MIN_CONTROLS) return '';
  const choices = [
    [-1, 'every severity'],
    [1, 'small and worse'],
    [2, 'significant and worse'],
    [3, 'critical'],
  ].map(([rank, text]) => `<option value="${rank}">${text}</option>`);
  return `<div class="controls" data-needs-script hidden><input type="search" placeholder="Filter features" aria-label="Filter features"><select aria-label="Severity">${choices.join('')}</select><span role="status"></span><span class="spacer"></span><button type="button" data-open="true">Open all</button><button type="button" data-open="false">Close all</button></div>`;
}

function limit(features: number, pictures: number): string {
  if (pictures >= features) return '';
  const text =
    pictures === 0
      ? `Pictures are turned off for ${plural(features, 'feature')}; all numbers are here.`
      : `Pictures are drawn for the ${pictures} most changed of ${plural(features, 'feature')}; the others have their numbers.`;
  return `<p class="note">${escapeMarkup(text)} For more, raise <code>reports.max_pictures</code> in <code>monitoring_config.yaml</code>.</p>`;
}
