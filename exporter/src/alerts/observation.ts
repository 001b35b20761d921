import type { AlertEventRecord, AlertSighting } from '../store/alertRecords.js';

/** What a webhook, a look at Alertmanager, or a person tells of one alert. Plain JSON, so that it can wait in a file. */
export interface Observation {
  /** Alertmanager's name for the alert's set of labels. */
  readonly fingerprint: string;
  readonly sighting: AlertSighting;
  readonly events: readonly Omit<AlertEventRecord, 'sighting'>[];
}

/** A message that people got, about one alert or many. */
export interface Notification {
  /** Equal for equal messages. */
  readonly content: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Of all its alerts; empty where they differ or have none. */
  readonly model: string;
  /** The worst label of its alerts: `critical`, `warning`, or empty. */
  readonly severity: string;
}

/** Observations that came together. */
export interface Batch {
  readonly observations: readonly Observation[];
  readonly notification?: Notification;
}

/** A fingerprint as Alertmanager writes it. */
export const FINGERPRINT = /^[0-9a-f]{16}$/;
