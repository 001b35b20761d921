import type { Budget } from '../../config/detection.js';
import { formatDuration } from '../../config/duration.js';
import type { AlertSeverity } from '../../config/quietHours.js';
import { alertDays, type AlertDay } from './alertDays.js';
import { alertSpans, type AlertSpan } from './alertSpans.js';
import { naiveAlerts, naiveRules } from './naiveAlerts.js';
import { notificationsOf, type Firing, type NotificationTiming } from './notifications.js';
import { proposeThresholds, type Proposal } from './proposeThresholds.js';
import { replayEnd, runsWhere, type Replay, type ReplayedFeature } from './replay.js';
import { toldEpisodes, type ToldEpisode } from './toldEpisodes.js';

export interface BacktestOptions {
  readonly budget: Budget;
  readonly datasetShare: number;
  readonly timing: NotificationTiming;
  /** Length in milliseconds of the window that naive rules look at. */
  readonly naiveWindow: number;
  readonly notes: readonly string[];
}

/** Alerts of one feature, or of the data as a whole, in all the time. */
export interface AlertTotals {
  /** Null for the data as a whole. */
  readonly feature: string | null;
  /** Alerts by their worst severity. */
  readonly warning: number;
  readonly critical: number;
  /** Days on which one fired. */
  readonly days: number;
  /** How often the feature was in drift, told or not; for the data as a whole the same as its alerts. */
  readonly episodes: number;
  /** The largest change while in drift, as PSI; null where there was none. */
  readonly largest: number | null;
}

/** What one set of rules would have sent. */
export interface RuleMessages {
  readonly rule: 'drift-exporter' | keyof typeof naiveRules;
  readonly title: string;
  readonly alerts: number;
  readonly notifications: number;
  /** Of those, how many only say again what still fires. */
  readonly repeats: number;
  readonly notifications_in_30_days: number;
}

/** One alert that somebody would have been told of; times in ISO 8601. */
export interface ToldAlert {
  readonly feature: string | null;
  readonly severity: AlertSeverity;
  readonly from: string;
  /** Null where it still fires at the end. */
  readonly to: string | null;
}

/** A backtest of one model, as `backtest --format json` prints it. */
export interface BacktestResult {
  readonly model: string;
  readonly from: string;
  readonly to: string;
  readonly days: number;
  readonly features: number;
  readonly bucket: string;
  readonly budget: { readonly alarms: number; readonly period: string; readonly allowed: number };
  readonly within_budget: boolean;
  /** Most alerts first; features without an alert last. */
  readonly totals: readonly AlertTotals[];
  readonly alerts: readonly ToldAlert[];
  readonly alert_days: readonly AlertDay[];
  readonly naive_window: string;
  readonly notifications: readonly RuleMessages[];
  readonly proposal: Proposal;
  readonly notes: readonly string[];
}

const DAY = 86_400_000;

/** What people would have been told in a replay, held against the budget and against naive rules. */
export function backtestResult(replay: Replay, options: BacktestOptions): BacktestResult {
  const { budget, datasetShare, naiveWindow } = options;
  const rules = { datasetShare, thresholdsOf: ({ thresholds }: ReplayedFeature) => thresholds };
  const end = replayEnd(replay);
  const span = end - replay.from;
  const spans = alertSpans(replay, rules);
  const told = toldEpisodes(replay, rules);
  const days = alertDays(replay, spans, told);
  const allowed = Math.floor((budget.alarms * span) / budget.period + 1e-9);
  const messages = (
    rule: RuleMessages['rule'],
    title: string,
    alerts: number,
    firings: readonly Firing[],
  ): RuleMessages => {
    const sent = notificationsOf(firings, options.timing, end);
    return {
      rule,
      title,
      alerts,
      notifications: sent.length,
      repeats: sent.filter(({ isRepeat }) => isRepeat).length,
      notifications_in_30_days: (sent.length * 30 * DAY) / span,
    };
  };
  return {
    model: replay.model,
    from: new Date(replay.from).toISOString(),
    to: new Date(end).toISOString(),
    days: span / DAY,
    features: replay.features.length,
    bucket: formatDuration(replay.bucket),
    budget: { alarms: budget.alarms, period: formatDuration(budget.period), allowed },
    within_budget: told.length <= allowed,
    totals: totalsOf(replay, told, days),
    alerts: told.map(({ feature, severity, at, to }) => ({
      feature: feature ?? null,
      severity,
      from: new Date(at).toISOString(),
      to: Number.isFinite(to) ? new Date(to).toISOString() : null,
    })),
    alert_days: days,
    naive_window: formatDuration(naiveWindow),
    notifications: [
      messages('drift-exporter', 'drift-exporter', told.length, grouped(spans)),
      ...(Object.keys(naiveRules) as (keyof typeof naiveRules)[]).map((rule) => {
        const alerts = naiveAlerts(replay, rule);
        return messages(rule, naiveRules[rule].title, alerts.length, alerts);
      }),
    ],
    proposal: proposeThresholds(replay, datasetShare, allowed),
    notes: options.notes,
  };
}

/** Alertmanager groups by model, and routes severities apart. */
export function grouped(spans: readonly AlertSpan[]): Firing[] {
  return spans.map(({ id, severity, from, to, mutedBy }) => ({ id, group: severity, from, to, mutedBy }));
}

function totalsOf(
  { buckets, features }: Replay,
  told: readonly ToldEpisode[],
  days: readonly AlertDay[],
): AlertTotals[] {
  const of = (feature: string | undefined): Omit<AlertTotals, 'episodes' | 'largest'> => {
    const own = told.filter((episode) => episode.feature === feature);
    const critical = own.filter(({ severity }) => severity === 'critical').length;
    return {
      feature: feature ?? null,
      warning: own.length - critical,
      critical,
      days: days.filter((day) => day.feature === (feature ?? null)).length,
    };
  };
  const dataset = of(undefined);
  const totals = features.map(({ feature, active, effects }): AlertTotals => {
    const largest = effects.reduce((most, effect) => Math.max(most, effect), 0);
    return {
      ...of(feature),
      episodes: runsWhere(buckets, (index) => active[index] === 1).length,
      largest: largest > 0 ? largest : null,
    };
  });
  return [
    { ...dataset, episodes: dataset.warning + dataset.critical, largest: null },
    ...totals.sort(
      (a, b) =>
        b.warning + b.critical - (a.warning + a.critical) ||
        b.days - a.days ||
        (b.largest ?? 0) - (a.largest ?? 0),
    ),
  ];
}
