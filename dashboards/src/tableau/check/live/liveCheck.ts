import type { FieldDef } from 'pg';
import type { Problem } from '../finding.js';
import type { Workbook } from '../model/workbook.js';

/** What a database answers; an error in its own words where it does not. */
export type Answer =
  | {
      readonly rows: ReadonlyArray<Readonly<Record<string, unknown>>>;
      readonly fields: readonly FieldDef[];
      readonly error?: undefined;
    }
  | { readonly error: string };

export type Ask = (sql: string, values?: readonly unknown[]) => Promise<Answer>;

/** A result store that a workbook is held against. */
export interface Store {
  readonly ask: Ask;
  /** Where it is, without a login. */
  readonly place: string;
  /** Titles of sheets that may rightly have no rows. */
  readonly mayBeEmpty: ReadonlySet<string>;
}

/** One thing that must hold of a workbook on a store. */
export interface LiveCheck {
  readonly id: string;
  readonly says: string;
  /** Where it finds anything, the checks after it would only repeat it. */
  readonly last?: boolean;
  find(workbook: Workbook, store: Store): Promise<Problem[]>;
}

export async function inTurn<T>(all: readonly T[], find: (one: T) => Promise<Problem[]>): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const one of all) problems.push(...(await find(one)));
  return problems;
}
