import type { Severity } from '../detection/result.js';
import type { ReportFormat } from './reportFormat.js';
import { modelReports } from './models.js';
import type { ModelReport } from './models.js';
import { notes } from './notes.js';
import { whole } from './numbers.js';
import { wrapText } from './pictures/wrapText.js';
import { headline, plural, remarks, summarise } from './summary.js';
import { modelLines } from './terminal/modelLines.js';
import { featureTable } from './terminal/featureTable.js';
import { paint } from './terminal/paint.js';
import type { Paint } from './terminal/paint.js';
import { windowMatrix } from './terminal/windowMatrix.js';
import { columns as widthOf, plainLine, truncate } from './text.js';
import { segmentHeadline, worstSegments } from './worstSegments.js';

/** Narrower than this nothing can be laid out, and a pipe may say 0. */
const MIN_WIDTH = 40;
const MAX_EXCLUDED = 20;
const MAX_SEGMENTS = 5;
/** Of one warning. */
const MAX_LINES = 6;

/** For people at a terminal: ranked features, or features by windows, and the verdict as the last line. */
export const table: ReportFormat = {
  id: 'table',
  render(outcomes, { color, width, title }) {
    const style = paint(color);
    const columns = Math.max(MIN_WIDTH, Math.floor(width) || 80);
    const reports = modelReports(outcomes);
    const parts = reports.map((report) => section(report, columns, style));
    if (title !== undefined) parts.unshift(style.bold(truncate(plainLine(title), columns)));
    return `${parts.length === 0 ? 'nothing was checked' : parts.join('\n\n')}\n`;
  },
};

function section(report: ModelReport, width: number, style: Paint): string {
  const summary = summarise(report);
  const body =
    report.windows.length > 1 ? windowMatrix(report, width, style) : featureTable(report, width, style);
  return [
    header(report, width, style),
    '',
    ...modelLines(report, width),
    ...body,
    ...segmentLines(report, width, style),
    ...footnotes(report, width, style),
    '',
    ...remarks(summary).map((remark) => style.dim(truncate(remark, width))),
    truncate(plainLine(`${headline(summary)}.`), width).replace(/^.*$/, (line) =>
      style.severity(summary.severity, style.bold(line)),
    ),
  ].join('\n');
}

function header({ model, windows }: ModelReport, width: number, style: Paint): string {
  const result = windows[0]?.outcome.result;
  const rows = windows.reduce((sum, { outcome }) => sum + outcome.result.current.rows, 0);
  const reference =
    result === undefined
      ? ''
      : ` against ${whole(result.reference.rows)} reference rows, version ${plainLine(result.reference.version)}`;
  const inWindows = windows.length > 1 ? ` in ${windows.length} windows` : '';
  return [
    style.bold(truncate(plainLine(model), width)),
    style.dim(truncate(`${plural(rows, 'row')}${inWindows}${reference}`, width)),
  ].join('\n');
}

function segmentLines(report: ModelReport, width: number, style: Paint): string[] {
  const overview = worstSegments(report, MAX_SEGMENTS);
  if (overview === undefined) return [];
  const lines = overview.worst.map(({ segment, window, result }) => {
    const where = report.windows.length > 1 ? ` in ${window}` : '';
    const text = `  ${segment}  ${result.severity}  ${result.feature}${where}: ${result.reason}`;
    return style.severity(result.severity, truncate(plainLine(text), width));
  });
  return ['', truncate(`${segmentHeadline(overview)}${lines.length === 0 ? '' : ':'}`, width), ...lines];
}

function footnotes(report: ModelReport, width: number, style: Paint): string[] {
  const { failed, warnings, excluded } = notes(report);
  const line = (label: string, text: string): string => truncate(`${label} ${plainLine(text)}`, width);
  // what is to be done stands at their end
  const wrapped = (severity: Severity, label: string, text: string): string[] =>
    wrapText(`${label} ${plainLine(text)}`, width, MAX_LINES, widthOf).map((part) =>
      style.severity(severity, part),
    );
  const hidden = excluded.length - MAX_EXCLUDED;
  const lines = [
    ...failed.flatMap(([feature, error]) => wrapped('critical', 'failed:', `${feature}: ${error}`)),
    ...warnings.flatMap((warning) => wrapped('significant', 'warning:', warning)),
    ...excluded
      .slice(0, MAX_EXCLUDED)
      .map(([feature, reason]) => style.dim(line('left out:', `${feature}: ${reason}`))),
    ...(hidden > 0 ? [style.dim(`left out: ${hidden} more`)] : []),
  ];
  return lines.length === 0 ? [] : ['', ...lines];
}
