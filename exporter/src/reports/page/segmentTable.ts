import { effect, type ModelReport } from '../models.js';
import { score } from '../numbers.js';
import { escapeMarkup } from '../text.js';
import { segmentHeadline, worstSegments } from '../worstSegments.js';
import { chip, exact, named } from './markup.js';

const MAX_SEGMENTS = 50;

/** The segments in which something has drifted, the worst first; nothing where the model has no segments. */
export function segmentTable(report: ModelReport): string {
  const overview = worstSegments(report, MAX_SEGMENTS);
  if (overview === undefined) return '';
  const rows = overview.worst.map(({ segment, window, result }) => {
    const change = effect(result);
    const where = report.windows.length > 1 ? ` <span class="muted">in ${named(window, 24)}</span>` : '';
    return `<tr><th scope="row">${named(segment)}</th><td>${chip(result.severity)}</td><td class="number">${change === undefined ? '–' : exact(change.value, score(change.value))}</td><td>${named(result.feature, 40)}${where}</td><td class="why optional">${escapeMarkup(result.reason)}</td></tr>`;
  });
  const table =
    rows.length === 0
      ? ''
      : `<div class="card wide scroll"><table><thead><tr><th scope="col">Segment</th><th scope="col">Severity</th><th scope="col" class="number">PSI</th><th scope="col">Most changed</th><th scope="col" class="optional">Why</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
  return `<h2>Segments</h2><p class="lead">${segmentHeadline(overview)}.</p>${table}`;
}
