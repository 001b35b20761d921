import type { FeatureResult } from '../../detection/result.js';
import { marks } from '../marks.js';
import { statisticNumber } from '../models.js';
import type { ModelReport } from '../models.js';
import { percent, probability, score } from '../numbers.js';
import { plainLine } from '../text.js';
import { GAP, fit, grid } from './grid.js';
import type { GridCell, GridColumn } from './grid.js';
import type { Paint } from './paint.js';

interface Draft {
  readonly title: string;
  readonly align: 'left' | 'right';
  readonly cell: (result: FeatureResult) => GridCell;
  /** Columns with a higher number give way first on a narrow terminal. */
  readonly yields: number;
}

const MAX_NAME = 32;
const MIN_REASON = 24;

/** One window: a row a feature, what needs attention first. */
export function featureTable(report: ModelReport, width: number, style: Paint): string[] {
  const results = report.features.flatMap(({ results: [result] }) => (result === undefined ? [] : [result]));
  if (results.length === 0) return ['no feature could be checked'];
  let drafts = columnsOf(style);
  let heads = measure(drafts, results);
  while (drafts.length > 3 && width - used(heads) < MIN_REASON) {
    const most = Math.max(...drafts.map(({ yields }) => yields));
    drafts = drafts.filter(({ yields }) => yields < most);
    heads = measure(drafts, results);
  }
  const left = width - used(heads);
  const reason: Draft = {
    title: 'why',
    align: 'left',
    yields: 0,
    cell: ({ reason: text }) => ({ text: plainLine(text), wrap: style.dim }),
  };
  if (left >= MIN_REASON) {
    drafts = [...drafts, reason];
    heads = [...heads, { title: reason.title, align: reason.align, width: left }];
  }
  const rows = results.map((result) => drafts.map(({ cell }) => cell(result)));
  return grid(heads, rows, style.dim);
}

function columnsOf(style: Paint): Draft[] {
  return [
    { title: 'feature', align: 'left', yields: 0, cell: ({ feature }) => ({ text: plainLine(feature) }) },
    { title: 'kind', align: 'left', yields: 5, cell: ({ kind }) => ({ text: kind, wrap: style.dim }) },
    {
      title: 'severity',
      align: 'left',
      yields: 0,
      cell: ({ severity }) => ({
        text: `${marks[severity].padEnd(2)} ${severity}`,
        wrap: (text) => style.severity(severity, text),
      }),
    },
    number('PSI', 0, (result) => statisticNumber(result, 'psi', 'value'), score),
    number('noise', 3, (result) => statisticNumber(result, 'psi', 'noise_floor'), score),
    number(
      'KS/χ² p',
      2,
      (result) => statisticNumber(result, result.kind === 'numeric' ? 'ks' : 'chi_squared', 'p_value'),
      probability,
    ),
    {
      title: 'missing',
      align: 'right',
      yields: 1,
      cell: ({ missing_ratio: { reference, current } }) => ({
        text: `${percent(reference)} → ${percent(current)}`,
      }),
    },
  ];
}

function number(
  title: string,
  yields: number,
  of: (result: FeatureResult) => number | undefined,
  format: (value: number) => string,
): Draft {
  return {
    title,
    yields,
    align: 'right',
    cell: (result) => {
      const value = of(result);
      return { text: value === undefined ? '–' : format(value) };
    },
  };
}

function measure(drafts: readonly Draft[], results: readonly FeatureResult[]): GridColumn[] {
  return drafts.map(({ title, align, cell }) => {
    const texts = results.map((result) => cell(result).text);
    return { title, align, width: fit(title, texts, title === 'feature' ? MAX_NAME : Infinity) };
  });
}

function used(heads: readonly GridColumn[]): number {
  return heads.reduce((sum, { width }) => sum + width + GAP, 0);
}
