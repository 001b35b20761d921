import type { FeatureResult } from '../../detection/result.js';
import { marks } from '../marks.js';
import { effect } from '../models.js';
import type { FeatureHistory, ModelReport } from '../models.js';
import { score } from '../numbers.js';
import { course, worstSeverity } from '../summary.js';
import { pad, plainLine, truncate } from '../text.js';
import { GAP, fit, grid } from './grid.js';
import type { GridCell, GridColumn } from './grid.js';
import type { Paint } from './paint.js';

const MAX_NAME = 28;

/** Many windows: PSI of each feature in each, in blocks as wide as the terminal, then since when each drifts. */
export function windowMatrix(report: ModelReport, width: number, style: Paint): string[] {
  const { features, windows } = report;
  if (features.length === 0) return ['no feature could be checked'];
  const names = features.map(({ feature }) => plainLine(feature));
  const nameWidth = fit('PSI', names, Math.min(MAX_NAME, Math.floor(width / 3)));
  const heads = windows.map((window, index): GridColumn => {
    const texts = features.map(({ results }) => cell(results[index]).text);
    const title = plainLine(window.name);
    return { title, align: 'right', width: Math.min(fit(title, texts), width - nameWidth - GAP) };
  });
  const first: GridColumn = { title: 'PSI', align: 'left', width: nameWidth };
  const lines = blocks(heads, width - nameWidth - GAP).flatMap(([start, end], block) => [
    ...(block === 0 ? [] : ['']),
    ...grid(
      [first, ...heads.slice(start, end)],
      features.map(({ results }, row) => [
        { text: names[row] ?? '' },
        ...results.slice(start, end).map((result) => cell(result, style)),
      ]),
      style.dim,
    ),
  ]);
  const legend = `${marks.critical} critical  ${marks.significant} significant  ${marks.small} small  ${marks.inconclusive} too little data`;
  return [...lines, '', style.dim(truncate(legend, width)), ...courses(report, nameWidth, width, style)];
}

/** Ranges of columns that fit beside the names. */
function blocks(heads: readonly GridColumn[], width: number): [start: number, end: number][] {
  const ranges: [number, number][] = [];
  let start = 0;
  let used = 0;
  heads.forEach((head, index) => {
    // The last column's gap is cut with the trailing space.
    if (index > start && used + head.width > width) {
      ranges.push([start, index]);
      start = index;
      used = 0;
    }
    used += head.width + GAP;
  });
  ranges.push([start, heads.length]);
  return ranges;
}

/** The mark stands in two columns of its own, so that decimals stay aligned. */
function cell(result: FeatureResult | undefined, style?: Paint): GridCell {
  if (result === undefined) return { text: '' };
  const { severity } = result;
  const change = effect(result);
  const text = `${change === undefined ? '' : score(change.value)} ${marks[severity].padEnd(2)}`;
  return style === undefined
    ? { text }
    : { text, wrap: (cut) => (severity === 'none' ? style.dim(cut) : style.severity(severity, cut)) };
}

function courses(report: ModelReport, nameWidth: number, width: number, style: Paint): string[] {
  const lines = report.features.flatMap((history) => {
    const text = course(history, report.windows);
    return text === undefined ? [] : [courseLine(history, report, text, nameWidth, width, style)];
  });
  return lines.length === 0 ? [] : ['', ...lines];
}

function courseLine(
  history: FeatureHistory,
  { windows }: ModelReport,
  text: string,
  nameWidth: number,
  width: number,
  style: Paint,
): string {
  const severity = worstSeverity(history);
  const worst = history.results[history.worst];
  const change = worst === undefined ? undefined : effect(worst);
  const peak =
    change === undefined
      ? ''
      : `, worst ${score(change.value)} in ${plainLine(windows[history.worst]?.name ?? '')}`;
  const by = change?.by === 'missing_psi' ? ' by missing values' : '';
  const name = truncate(plainLine(history.feature), nameWidth);
  const [lead, rest] = [
    `${marks[severity].padEnd(2)} ${severity.padEnd(11)} `,
    `  ${plainLine(text)}${peak}${by}`,
  ];
  return (
    style.severity(severity, lead) + pad(name, nameWidth) + truncate(rest, width - lead.length - nameWidth)
  );
}
