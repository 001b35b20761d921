import type { ModelComparison } from './modelComparison.js';

/** Something that is told of a model as a whole in a window: finite numbers, words and lists of them, as they are published. */
export interface ModelFinding<Result extends object = object> {
  /** Key in JSON output. */
  readonly id: string;
  /** English name, for headings. */
  readonly title: string;
  /** What it tells, in a sentence for a person who reads a report. */
  readonly description: string;
  /** Place in reports. */
  readonly order: number;
  /** Undefined where nothing can be told. */
  compute(comparison: ModelComparison): Result | undefined;
}
