import type { PageId } from '../../../../dashboards/src/description/page.js';

export type Severity = 'critical' | 'warning';

/** From when on an alert has a severity. */
export interface Condition {
  readonly severity: Severity;
  /** PromQL. Its series are the alerts: they differ in no label that changes while an alert lasts, such as `window`. */
  readonly expr: string;
}

/** One alert: a rule for each severity, with the same texts. */
export interface Alert {
  /** Begins with `Drift`, and has a heading in docs/ALERTS.md. */
  readonly name: `Drift${string}`;
  /** What its labels name: a feature of a model, a model, or neither. */
  readonly about: 'feature' | 'model' | 'exporter';
  readonly conditions: readonly Condition[];
  /** How long the condition must hold; by severity where absent. */
  readonly for?: string;
  /** How long it is kept firing where the condition no longer holds. */
  readonly keepFiringFor: string;
  /** One line, for the subject of a message. */
  readonly summary: string;
  /** Lines of the description: plain text, or templates of `texts/`, which give none where there is nothing to tell. */
  readonly facts: readonly string[];
  /** Where to look first. */
  readonly dashboard: PageId;
  /** The series of `drift_picture_info` to show; none where absent. */
  readonly picture?: string;
}
