import { dimension, exact } from '../../description/pill.js';
import { SEVERITY } from '../../description/scale.js';
import type { SheetFilter } from '../../description/workbook.js';
import { wordsOf } from '../fields.js';

export const VIEW = 'v1_alerts';
export const BY_SEVERITY = { pill: dimension('severity'), words: wordsOf(SEVERITY) };
/** Why a sheet of alerts may be empty. */
export const mayBeEmpty = 'no alert may have fired';
/** What the page's cards narrow. */
export const CHOSEN: readonly SheetFilter[] = [
  { kind: 'choice', pill: dimension('model') },
  { kind: 'choice', pill: dimension('feature') },
  { kind: 'choice', pill: dimension('severity') },
  { kind: 'range', pill: exact('starts_at_utc') },
];
