import { COLOURS } from '../../description/colours.js';
import { ACTIVE, SEVERITY } from '../../description/scale.js';
import type { Sheet } from '../../description/sheet.js';
import {
  ALL_ROWS,
  during,
  held,
  MODEL,
  overRange,
  SEGMENT,
  severityOrInconclusive,
  WINDOW,
} from '../../queries/promql.js';
import { ALERT_STATE, alertsOrNone } from '../alerts.js';

const active = `max by (model, feature) (${during(`drift_active{${MODEL}, ${ALL_ROWS}}`)})`;
const everActive = `max by (model, feature) (max_over_time(drift_active{${MODEL}, ${ALL_ROWS}}[$__range] offset -$__interval @ end())) == 1`;
/** As long as there are results, none of which is active at any time. */
const none = `label_replace(0 * max(${active}), "feature", "no feature", "", "")`;
const count = (severity: number): string =>
  `count(${held('drift_severity', 'model, feature', MODEL, WINDOW, SEGMENT)} == ${severity})`;

/** What happened lately, side by side. */
export const recent: readonly Sheet[] = [
  {
    id: 'severity-of-models',
    title: 'Severity of every model over time',
    description:
      'The worst severity among the features of each model, in the chosen window. One window above its threshold is no drift yet: a feature counts as drifting only once that lasts.',
    grain: ['model', 'time'],
    queries: [
      overRange(
        'severity',
        `max by (model) (${severityOrInconclusive(held, 'model, feature', MODEL, WINDOW, SEGMENT)})`,
        { legend: '{{model}}' },
      ),
    ],
    look: { mark: 'state', measure: { name: 'severity', title: 'Severity', unit: 'count', scale: SEVERITY } },
    nothing: 'no verdicts in this time range',
    size: { width: 12, height: 8 },
    points: 720,
  },
  {
    id: 'recent-alerts',
    title: 'Recent alerts',
    description:
      'Alerts of drift and of the exporter that Prometheus fired in the time range, as long as they lasted. Empty while no alert rules are loaded, or nothing fired.',
    grain: ['alert', 'time'],
    queries: [
      overRange('alerts', alertsOrNone, {
        legend: '{{alertname}} {{model}} {{feature}}',
        mayBeEmpty: 'nothing may have fired, or no alert rules may be loaded',
      }),
    ],
    look: {
      mark: 'state',
      many: true,
      measure: {
        name: 'alerts',
        title: 'Alert',
        unit: 'count',
        scale: ALERT_STATE,
      },
    },
    nothing: 'no alert fired in this time range',
    size: { width: 12, height: 8 },
    points: 720,
  },
  {
    id: 'features-changed',
    title: 'Features changed, by severity',
    description:
      'How many features have changed in the chosen window, by severity. A step that stays is a drift; a spike that goes is one odd window.',
    grain: ['severity', 'time'],
    queries: [
      overRange('small', count(1), { mayBeEmpty: 'no change may be small' }),
      overRange('significant', count(2), { mayBeEmpty: 'no change may be significant' }),
      overRange('critical', count(3), { mayBeEmpty: 'no change may be critical' }),
    ],
    look: {
      mark: 'column',
      measures: (['small', 'significant', 'critical'] as const).map((name) => ({
        name,
        title: name,
        unit: 'count',
        scale: { steps: [{ from: 0, colour: COLOURS[name] }] },
      })),
      range: { from: 0 },
    },
    nothing: 'no feature has changed in this time range',
    size: { width: 12, height: 8 },
    points: 120,
  },
  {
    id: 'drifting-over-time',
    title: 'Features that drifted',
    description:
      'When each feature counted as drifting, over all windows and for long enough: what alerts use. Only features that did at some time; recorded from the first scrape on.',
    grain: ['model', 'feature', 'time'],
    queries: [
      overRange('active', `${active} and on (model, feature) ${everActive} or on () ${none}`, {
        legend: '{{feature}} · {{model}}',
        mayBeEmpty: 'nothing may have drifted',
      }),
    ],
    look: {
      mark: 'state',
      many: true,
      measure: { name: 'active', title: 'Drifting', unit: 'count', scale: ACTIVE },
    },
    nothing: 'no feature drifted in this time range',
    size: { width: 12, height: 8 },
    points: 720,
  },
];
