import { COLOURS } from '../../description/colours.js';
import { TO_FEATURE } from '../../description/link.js';
import type { Sheet } from '../../description/sheet.js';
import { atEnd, overRange } from '../../queries/promql.js';
import { ALERT_STATE, alerts, alertsOrNone, alertsSince } from '../alerts.js';

const QUIET = 'nothing may fire, or no alert rules may be loaded';
const by = 'max by (alertname, model, feature, severity)';

export const activeAlerts: readonly Sheet[] = [
  {
    id: 'active-alerts',
    title: 'Active alerts',
    description:
      'Every alert of drift and of the exporter that fires or is pending now, and since when. A click on a feature leads to it.',
    grain: ['alert'],
    queries: [
      atEnd(
        'state',
        `${by} (${alerts('alertstate="firing"')} * 2) or ${by} (${alerts('alertstate="pending"')})`,
        { mayBeEmpty: QUIET },
      ),
      atEnd('since', `1000 * ${by} (${alertsSince()})`, { mayBeEmpty: QUIET }),
    ],
    look: {
      mark: 'table',
      columns: [
        {
          name: 'state',
          title: 'State',
          unit: 'count',
          scale: {
            words: [
              { value: 1, text: 'pending', colour: COLOURS.small },
              { value: 2, text: 'firing', colour: COLOURS.critical },
            ],
          },
          width: 80,
        },
        { name: 'alertname', title: 'Alert', unit: 'text' },
        { name: 'severity', title: 'Severity', unit: 'text', width: 90 },
        { name: 'model', title: 'Model', unit: 'text' },
        { name: 'feature', title: 'Feature', unit: 'text', link: TO_FEATURE },
        { name: 'since', title: 'Since', unit: 'moment', width: 155 },
      ],
      sort: { by: 'State', descending: true },
    },
    nothing: 'no alert is active',
    size: { width: 12, height: 9 },
  },
  {
    id: 'alerts-over-time',
    title: 'Alerts over time',
    description: 'Every alert that fired in the time range, as long as it lasted.',
    grain: ['alert', 'time'],
    queries: [
      overRange('alerts', alertsOrNone, {
        legend: '{{alertname}} {{model}} {{feature}}',
        mayBeEmpty: QUIET,
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
    size: { width: 12, height: 9 },
    points: 720,
  },
];
