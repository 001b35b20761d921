import { COLOURS } from '../../description/colours.js';
import { TO_FEATURE } from '../../description/link.js';
import { steps } from '../../description/scale.js';
import type { Sheet } from '../../description/sheet.js';
import { atEnd, MODEL } from '../../queries/promql.js';

/** Counts of alerts about no model are of every model. */
const OURS = MODEL.replace('`${model:regex}`', '`${model:regex}|`');
const NONE_YET = 'nobody may have been told of anything';
const plain = steps([0, COLOURS.current]);

export const told: readonly Sheet[] = [
  {
    id: 'told',
    title: 'Told in this time',
    description:
      'Messages that went out in the time range, one however many alerts it holds; the median time from firing to being over; and alerts that began three times or more within the last day. As the exporter counts them, from the messages that Alertmanager reports to it.',
    grain: [],
    queries: [
      atEnd(
        'messages',
        `sum(max without (instance, pod) (increase(drift_alert_notifications_total{${OURS}}[$__range])))`,
        { mayBeEmpty: NONE_YET },
      ),
      atEnd(
        'resolved',
        `histogram_quantile(0.5, sum by (le) (max without (instance, pod) (increase(drift_alert_resolution_seconds_bucket{${OURS}}[$__range]))))`,
        { mayBeEmpty: NONE_YET },
      ),
      atEnd('flapping', `sum(max without (instance, pod) (drift_alerts_flapping{${OURS}}))`),
    ],
    look: {
      mark: 'number',
      measures: [
        { name: 'messages', title: 'messages', unit: 'count', scale: plain },
        { name: 'resolved', title: 'over after, median', unit: 'seconds', scale: plain },
        {
          name: 'flapping',
          title: 'flapping',
          unit: 'count',
          scale: steps([0, COLOURS.none], [1, COLOURS.small]),
        },
      ],
    },
    nothing: 'none yet',
    size: { width: 12, height: 6 },
  },
  {
    id: 'expected',
    title: 'Expected to drift',
    description:
      'Features whose alerts are muted, since somebody expects them to drift, and until when. Who said so, and why, is in the audit log and on the page of the alert.',
    grain: ['model', 'feature'],
    queries: [
      atEnd('until', `1000 * max by (model, feature) (drift_expected_until_timestamp_seconds{${MODEL}})`, {
        mayBeEmpty: 'nobody may expect anything',
      }),
    ],
    look: {
      mark: 'table',
      columns: [
        { name: 'model', title: 'Model', unit: 'text' },
        { name: 'feature', title: 'Feature', unit: 'text', link: TO_FEATURE },
        { name: 'until', title: 'Until', unit: 'moment', width: 170 },
      ],
    },
    nothing: 'no drift is expected',
    size: { width: 12, height: 6 },
  },
];
