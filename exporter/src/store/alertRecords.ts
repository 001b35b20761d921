/** What happened to an alert. */
export type AlertEventName =
  'fired' | 'notified' | 'acknowledged' | 'silenced' | 'inhibited' | 'expected' | 'resolved';

export const alertStatuses = ['firing', 'acknowledged', 'silenced', 'inhibited', 'resolved'] as const;
export type AlertStatus = (typeof alertStatuses)[number];

/** One thing that happened, kept once however often it is reported. Times are milliseconds since the epoch. */
export interface AlertEventRecord {
  /** Names it among the events of its alert. */
  readonly key: string;
  readonly at: number;
  readonly event: AlertEventName;
  /** Which of the alert's sightings it is about, by its start. */
  readonly sighting: number;
  /** Who did it. */
  readonly actor?: string;
  readonly detail?: string;
  readonly notification?: number;
}

/** What an alert said of itself at a time. */
export interface AlertDescription {
  readonly at: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/**
 * What is known of an alert under one start. Prometheus may begin to count anew after a restart, so that an alert that goes on
 * has several.
 */
export interface AlertSighting {
  readonly start: number;
  /** When it was last said to have ended. */
  readonly ended?: number;
  /** When Alertmanager last heard that it fires, by its own clock. */
  readonly seen?: number;
  /** When webhooks last said that it fires, and that it is over: when they came, by our clock. */
  readonly told?: { readonly firing?: number; readonly over?: number };
  /** Whether somebody or something kept it quiet when last looked at. */
  readonly quiet?: { readonly at: number; readonly silenced: boolean; readonly inhibited: boolean };
  /** An end that nobody told of: Alertmanager had forgotten it by then. */
  readonly lost?: number;
  readonly described?: AlertDescription;
}

/** An alert from its first firing to its resolution, as the store holds it. */
export interface AlertRecord {
  readonly fingerprint: string;
  readonly name: string;
  readonly model?: string;
  readonly feature?: string;
  readonly segment: string;
  readonly team?: string;
  /** `small`, `significant` or `critical`; whatever the label says where it is none of these. */
  readonly severity?: string;
  readonly status: AlertStatus;
  readonly summary?: string;
  readonly description?: string;
  readonly runbookUrl?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly startsAt: number;
  readonly endsAt?: number;
  readonly acknowledgedAt?: number;
  readonly acknowledgedBy?: string;
  readonly resolvedAt?: number;
  /** Whether a silence ever kept it quiet. */
  readonly silenced: boolean;
  readonly inhibited: boolean;
  readonly notifications: number;
  /** By their starts; the first is the alert's. */
  readonly sightings: readonly AlertSighting[];
  /** In the order of time. */
  readonly events: readonly AlertEventRecord[];
}

/** An alert that is kept, with its number. */
export interface KeptAlert extends AlertRecord {
  readonly id: number;
}

/** A number that only grows, shared by all replicas. */
export interface AlertTotal {
  /** Empty where it is about none. */
  readonly model: string;
  readonly kind: 'notifications' | 'resolutions' | 'resolution_seconds';
  readonly label: string;
  readonly value: number;
}

/** A change that somebody expects. Times are milliseconds since the epoch. */
export interface ExpectationRecord {
  readonly model: string;
  readonly feature: string;
  readonly until: number;
  readonly comment: string;
  readonly actor: string;
  readonly at: number;
}
