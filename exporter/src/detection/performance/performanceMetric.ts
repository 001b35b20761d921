import type { ExpectedOutcome } from './expectedOutcome.js';
import type { ClassificationOutcome, RegressionOutcome } from './windowOutcome.js';

/** A measure of performance in one window. All numbers are finite. */
export type PerformanceValue = {
  readonly value: number;
  /** Rows it was computed from. */
  readonly rows: number;
  /** How much it varies by chance, as if rows were independent; absent where the sums do not tell. */
  readonly standard_error?: number;
  /** Ends of an interval: 95 % where measured, three standard errors where estimated without labels. */
  readonly lower?: number;
  readonly upper?: number;
  /** How far the value may be from that of single rows, since rows were counted in cells; 0 if exact. */
  readonly error_bound?: number;
  /** What 95 % of windows with perfectly calibrated scores stay below. */
  readonly noise_floor?: number;
};

/** An expected value before labels come. */
export interface Expectation {
  readonly value: number;
  /**
   * By how much the value grows where one row's label turns from 0 to 1: a row of this cell, decided positive or
   * not.
   */
  slope(cell: number, isPositive: boolean): number;
  readonly error_bound?: number;
}

interface Described {
  /** Key in JSON output and label in metrics, such as `roc_auc`. */
  readonly id: string;
  readonly title: string;
  /** What it tells, in a sentence for a person who reads a report. */
  readonly description: string;
  /** Place in tables and reports. */
  readonly order: number;
  /** Which way is better; `zero` where either side of it is worse. */
  readonly better: 'higher' | 'lower' | 'zero';
  /** What values can be. */
  readonly range: readonly [least: number, most: number];
}

export interface ClassificationMetric extends Described {
  readonly task: 'classification';
  /** Undefined where it has no meaning: no labels, one class only. */
  compute(outcome: ClassificationOutcome): PerformanceValue | undefined;
  /** From calibrated scores alone. */
  estimate?(expected: ExpectedOutcome): Expectation | undefined;
}

export interface RegressionMetric extends Described {
  readonly task: 'regression';
  compute(outcome: RegressionOutcome): PerformanceValue | undefined;
}

export type PerformanceMetric = ClassificationMetric | RegressionMetric;

/** Values by the ids of their metrics. */
export type Performance = Readonly<Record<string, PerformanceValue>>;
