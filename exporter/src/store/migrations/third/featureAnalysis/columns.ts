import { scoreViews } from '../../first/scoreViews.js';
import type { ViewColumn } from '../../view.js';
import { dailyViewColumns } from '../dailyView.js';

/** Kinds of rows that one view for one dashboard holds. */
export type RecordKind = 'day' | 'statistic' | 'cell';

interface AnalysisColumn {
  readonly name: string;
  readonly type: string;
  readonly comment: string;
  /** By the kinds of rows that have it. */
  readonly of: Readonly<Partial<Record<RecordKind, string>>>;
}

const dayNames = [
  ...['severity', 'severity_order', 'drifted', 'psi', 'psi_mean', 'psi_noise_floor'],
  ...['psi_reference_variation', 'missing_psi', 'missing_ratio', 'unseen_ratio', 'out_of_range_ratio'],
  ...['ks_statistic', 'jensen_shannon_distance', 'wasserstein_distance_normalized'],
  ...['threshold_small', 'threshold_significant', 'threshold_critical', 'rows_current', 'reason'],
];
const types: Readonly<Record<string, string>> = {
  ...{ severity: 'text', severity_order: 'int', drifted: 'boolean', reason: 'text COLLATE "C"' },
};

export function columnOf(columns: readonly ViewColumn[], name: string): ViewColumn {
  const found = columns.find(([column]) => column === name);
  if (found === undefined) throw new RangeError(`no column ${name}`);
  return found;
}

const cells = scoreViews.find(({ name }) => name === 'v1_distributions')?.columns ?? [];

const dayColumns = dayNames.map((name): AnalysisColumn => {
  const [, day, comment] = columnOf(dailyViewColumns, name);
  return { name, type: types[name] ?? 'float8', comment: `Of days. ${comment}`, of: { day } };
});

const statisticColumns = (
  [
    ['statistic_order', 'int', 'place of the statistic in the table, from 1.'],
    ['statistic', 'text', 'its name.'],
    ['statistic_value', 'float8', 'its value in the latest window.'],
    ['statistic_limit', 'float8', 'what the value is measured against; empty where nothing is.'],
    ['statistic_says', 'text', 'what the value says, in words.'],
  ] as const
).map(([name, type, comment]): AnalysisColumn => {
  return { name, type, comment: `Of statistics: ${comment}`, of: { statistic: `v.${name}` } };
});

const cellColumns = (
  [
    ['cell', 'int', columnOf(cells, 'cell')[1], 'place of the cell, from 1.'],
    [
      'cell_name',
      'text',
      columnOf(cells, 'cell_name')[1],
      'the cell in words: a range, a category, other, or unseen.',
    ],
    [
      'lower_bound',
      'float8',
      columnOf(cells, 'lower_bound')[1],
      'values above this; empty in the first cell and for categories.',
    ],
    [
      'upper_bound',
      'float8',
      columnOf(cells, 'upper_bound')[1],
      'values up to and including this; empty in the last cell and for categories.',
    ],
    ['dataset', 'text', 'side.dataset', 'reference or current.'],
    ['cell_rows', 'float8', 'side.rows', 'rows of the dataset in the cell.'],
    [
      'cell_ratio',
      'float8',
      'side.ratio',
      'share of the rows of the dataset that have a value; adds up to 1 over the cells of one feature, segment, window length and dataset.',
    ],
  ] as const
).map(([name, type, cell, comment]): AnalysisColumn => {
  return { name, type, comment: `Of cells: ${comment}`, of: { cell } };
});

/** Columns that only some kinds of rows have. */
export const analysisColumns: readonly AnalysisColumn[] = [
  ...dayColumns,
  ...statisticColumns,
  ...cellColumns,
];
