import type { Alert } from './alert.js';

/** A series that Prometheus computes for the alerts, named `level:metric:operation`. */
export interface Recording {
  readonly record: string;
  readonly expr: string;
  /** Why it is computed so; stands above it in the file. */
  readonly comment: string;
}

/** Alerts that belong together: one file, whose rules are evaluated one after the other. */
export interface Family {
  /** Of the file and the group, such as `feature-drift`. */
  readonly name: string;
  /** What the file is about, and which other files it needs; its first lines. */
  readonly comment: string;
  readonly recordings?: readonly Recording[];
  readonly alerts: readonly Alert[];
}
