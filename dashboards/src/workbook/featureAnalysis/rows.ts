import { dimension, exact } from '../../description/pill.js';
import type { SheetFilter } from '../../description/workbook.js';

/** One view with three kinds of rows, so that one set of filters narrows the whole page. */
export const VIEW = 'v1_feature_analysis';
export const SUBJECT = [dimension('model'), dimension('feature')];

/** The rows of one kind, and what a reader narrows all of them by. */
export const rowsOf = (record: 'day' | 'statistic' | 'cell'): SheetFilter[] => [
  { kind: 'members', pill: dimension('record'), members: [record] },
  { kind: 'members', pill: dimension('segment'), members: [''] },
  { kind: 'members', pill: dimension('window_name'), members: ['1d'] },
  { kind: 'choice', pill: dimension('model') },
  { kind: 'choice', pill: dimension('feature') },
];
export const OVER_TIME: SheetFilter = { kind: 'range', pill: exact('day') };
