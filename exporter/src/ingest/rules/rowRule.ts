import type { RowAction } from '../../config/schema.js';

/** What a row may be refused for. */
export const refusalReasons = [
  'malformed',
  'type',
  'required',
  'length',
  'range',
  'allowed',
  'matches',
  'check',
  'unique',
  'database',
] as const;

/** What a rule asks; the label `reason` of metrics. */
export type RuleKind = (typeof refusalReasons)[number];

/** Something that each row is held against. */
export interface RowRule {
  readonly kind: RuleKind;
  /** Empty where it is about the row as a whole. */
  readonly column: string;
  /** In words: `a number from 18 to 120`. */
  readonly expected: string;
  readonly action: RowAction;
  /** SQL over the view `rows`, true where a row fails; absent where rows are found in another way. */
  readonly fails?: string;
  /** Statements that `fails` needs to be run before. */
  readonly prepare?: readonly string[];
  /** Columns of which no two rows may have the same values. */
  readonly unique?: readonly string[];
}

/** A rule in short, as in `range age`. */
export function nameOf({ kind, column }: Pick<RowRule, 'kind' | 'column'>): string {
  return column === '' ? kind : `${kind} ${column}`;
}
