import type { CheckResult, FeatureResult } from '../detection/result.js';
import { findingList } from './findings/findingList.js';
import { marks } from './marks.js';
import { effect, modelReports, severityRank, statisticNumber } from './models.js';
import type { FeatureHistory, ModelReport } from './models.js';
import { notes } from './notes.js';
import { percent, probability, score, whole } from './numbers.js';
import type { ReportFormat } from './reportFormat.js';
import { course, headline, plural, remarks, summarise, worstSeverity } from './summary.js';
import { escapeMarkdown, truncate } from './text.js';
import { segmentHeadline, worstSegments } from './worstSegments.js';

/** Beyond so many rows a comment is no longer read, and hosts refuse 65,536 characters. */
const MAX_ROWS = 50;
const MAX_COLUMNS = 12;
const MAX_SEGMENTS = 10;
const MAX_NAME = 60;
const MAX_REASON = 160;

/** For a pull request's comment or a CI summary. */
export const markdown: ReportFormat = {
  id: 'markdown',
  render(outcomes, options) {
    const reports = modelReports(outcomes);
    if (reports.length === 0)
      return `${heading(2, options.title ?? 'Drift report')}\n\nNothing was checked.\n`;
    const sections = reports.map((report) => section(report));
    return `${options.title === undefined ? '' : `${heading(1, options.title)}\n\n`}${sections.join('\n\n')}\n`;
  },
};

function section(report: ModelReport): string {
  const summary = summarise(report);
  const latest = report.windows.at(-1)?.outcome.result;
  const lines = [
    heading(2, `Drift of ${report.model}`),
    '',
    `**${headline(summary)}.** ${remarks(summary).join(' ')}`.trim(),
    '',
    ...(latest === undefined ? [] : [comparedWith(report, latest), '']),
    ...findingList.flatMap((view) => view.markdown(report)),
    ...(report.windows.length > 1 ? matrix(report) : list(report)),
  ];
  const hidden = report.features.length - MAX_ROWS;
  if (hidden > 0)
    lines.push(
      '',
      `${plural(hidden, 'less changed feature')} not shown; the HTML and JSON reports have all.`,
    );
  return [...lines, ...segmentList(report), ...footnotes(report)].join('\n');
}

function comparedWith(report: ModelReport, latest: CheckResult): string {
  const rows = report.windows.map(({ outcome }) => outcome.result.current.rows);
  const total = rows.reduce((sum, count) => sum + count, 0);
  const first = report.windows[0]?.name ?? '';
  const windows =
    rows.length === 1
      ? ''
      : ` in ${rows.length} windows, ${name(first)} to ${name(report.windows.at(-1)?.name ?? '')}`;
  return `${whole(total)} rows${windows}, against ${whole(latest.reference.rows)} reference rows (version ${name(latest.reference.version)}).`;
}

function list(report: ModelReport): string[] {
  const rows = report.features.slice(0, MAX_ROWS).flatMap(({ results }) => {
    const [result] = results;
    return result === undefined ? [] : [row(result)];
  });
  if (rows.length === 0) return [];
  return [
    '| Feature | Severity | PSI | Noise floor | KS / χ² p | Missing | Why |',
    '|:--|:--|--:|--:|--:|--:|:--|',
    ...rows,
  ];
}

function row(result: FeatureResult): string {
  const number = (id: string, key: string, format: (value: number) => string): string => {
    const value = statisticNumber(result, id, key);
    return value === undefined ? '–' : format(value).replace('<', '&lt;');
  };
  const { reference, current } = result.missing_ratio;
  return cells([
    name(result.feature),
    severityCell(result),
    number('psi', 'value', score),
    number('psi', 'noise_floor', score),
    number(result.kind === 'numeric' ? 'ks' : 'chi_squared', 'p_value', probability),
    `${percent(reference)} → ${percent(current)}`.replaceAll('<', '&lt;'),
    sentence(result.reason),
  ]);
}

function severityCell({ severity }: FeatureResult): string {
  return severityRank(severity) >= 2 ? `**${severity}**` : severity;
}

/** The newest windows only: a page is so wide. */
function matrix(report: ModelReport): string[] {
  const start = Math.max(0, report.windows.length - MAX_COLUMNS);
  const shown = report.windows.slice(start);
  return [
    cells(['Feature', 'Worst', 'When', ...shown.map((window) => name(window.name))]),
    `|:--|:--|:--|${'--:|'.repeat(shown.length)}`,
    ...report.features
      .slice(0, MAX_ROWS)
      .map((history) =>
        cells([
          name(history.feature),
          worstSeverity(history),
          escapeMarkdown(course(history, report.windows) ?? ''),
          ...history.results.slice(start).map(matrixCell),
        ]),
      ),
    '',
    `PSI in each window; ${marks.critical.replaceAll('!', '\\!')} critical, ${marks.significant.replaceAll('!', '\\!')} significant, ${marks.small} small, ${marks.inconclusive} too little data.` +
      (start > 0 ? ` ${plural(start, 'earlier window')} not shown.` : ''),
  ];
}

function matrixCell(result: FeatureHistory['results'][number]): string {
  if (result === undefined) return '';
  const change = effect(result);
  const value = change === undefined ? '' : score(change.value).replace('<', '&lt;');
  const mark = marks[result.severity].replaceAll('!', '\\!');
  const text = `${value} ${mark}`.trim();
  return severityRank(result.severity) >= 2 ? `**${text}**` : text;
}

function segmentList(report: ModelReport): string[] {
  const overview = worstSegments(report, MAX_SEGMENTS);
  if (overview === undefined) return [];
  const items = overview.worst.map(({ segment, window, result }) => {
    const where = report.windows.length > 1 ? ` in ${name(window)}` : '';
    return `- ${name(segment)} (${result.severity}): ${name(result.feature)}${where}, ${sentence(result.reason)}`;
  });
  return ['', `${segmentHeadline(overview)}.`, ...(items.length === 0 ? [] : ['', ...items])];
}

function footnotes(report: ModelReport): string[] {
  const { failed, warnings, excluded } = notes(report);
  const lines = [
    ...failed.map(([feature, error]) => `- **Could not be checked:** ${name(feature)}: ${sentence(error)}`),
    ...warnings.map((warning) => `- **Warning:** ${sentence(warning)}`),
    ...excluded
      .slice(0, MAX_ROWS)
      .map(([feature, reason]) => `- Left out: ${name(feature)}: ${sentence(reason)}`),
  ];
  return lines.length === 0 ? [] : ['', ...lines];
}

function heading(level: number, text: string): string {
  return `${'#'.repeat(level)} ${name(text)}`;
}

function name(text: string): string {
  return escapeMarkdown(truncate(text, MAX_NAME));
}

function sentence(text: string): string {
  return escapeMarkdown(truncate(text, MAX_REASON));
}

function cells(values: readonly string[]): string {
  return `| ${values.join(' | ')} |`;
}
