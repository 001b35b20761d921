import type { Rejection, RejectionKind } from './countRows.js';

/** What became of a request's rows. */
export interface Taken {
  readonly accepted: number;
  readonly rejected: Readonly<Record<RejectionKind, number>>;
  /** The first ones. */
  readonly rejections: readonly Rejection[];
  /** Fields of the first rows that are no features. */
  readonly ignored: readonly string[];
  /** The reference under which they were counted. */
  readonly version: string;
}
