import type { CheckOutcome } from '../detection/result.js';

/** PSI from which a change counts as small, significant and critical. */
export interface Thresholds {
  readonly no_change: number;
  readonly small_change: number;
  readonly significant_change: number;
}

export interface ReportOptions {
  /** Whether the terminal shows colours. */
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** JUnit: severity from which a feature is a failure. */
  readonly failOn: 'small' | 'significant' | 'critical';
  /** HTML: so many features, the most changed ones, get pictures. */
  readonly maxPictures: number;
  readonly thresholds: Thresholds;
  readonly generatedAt: Date;
  readonly title?: string;
}

export type FormatId = 'table' | 'json' | 'html' | 'markdown' | 'junit';

/** One way to write down what a check has found. */
export interface ReportFormat {
  readonly id: FormatId;
  render(outcomes: readonly CheckOutcome[], options: ReportOptions): Promise<string> | string;
}
