import type { Queryable } from '../database.js';

/** One step from one version of the schema to the next. Once released it is never changed. */
export interface Migration {
  /** 1, 2, 3, … without gaps. */
  readonly version: number;
  readonly name: string;
  /** Runs in one transaction with all steps that come before it. */
  readonly sql: string;
  /** What is done with the rows that are there, in statements that are short each; after `sql`, in the same transaction. */
  readonly fill?: (transaction: Queryable) => Promise<void>;
}
