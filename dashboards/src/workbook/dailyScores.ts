import { dimension, exact } from '../description/pill.js';
import type { SheetFilter } from '../description/workbook.js';

/** All rows, against the reference in use, of one window length: what a score can be compared across. */
export const COMPARABLE: readonly SheetFilter[] = [
  { kind: 'members', pill: dimension('segment'), members: [''] },
  { kind: 'members', pill: dimension('active_reference'), members: ['true'] },
  { kind: 'members', pill: dimension('window_name'), members: ['1d'] },
];
/** What the page's cards narrow. */
export const CHOSEN: readonly SheetFilter[] = [
  { kind: 'choice', pill: dimension('model') },
  { kind: 'choice', pill: dimension('feature') },
  { kind: 'range', pill: exact('day') },
];
