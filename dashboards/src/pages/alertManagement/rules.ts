import { COLOURS } from '../../description/colours.js';
import { TO_FEATURE } from '../../description/link.js';
import { ACTIVE, steps } from '../../description/scale.js';
import type { Sheet } from '../../description/sheet.js';
import { ALL_ROWS, atEnd, MODEL, now } from '../../queries/promql.js';

const threshold = (severity: string): string =>
  now('drift_threshold', 'model, feature', MODEL, `severity="${severity}"`);
const psi = now('drift_psi', 'model, feature', MODEL, ALL_ROWS);

/** The largest of the windows that differ from the reference at all: others are never judged by the thresholds. */
const changed = `max by (model, feature) (drift_psi{${MODEL}, ${ALL_ROWS}} and on (model, feature, window) drift_detected{${MODEL}, ${ALL_ROWS}} == 1)`;

export const rules: readonly Sheet[] = [
  {
    id: 'thresholds',
    title: 'Thresholds of every feature',
    description:
      'From which PSI a change of a feature is small, significant or critical, as the configuration says, next to its largest PSI over all windows now. "Of the limit" is the PSI of windows that have changed at all, beyond chance and the reference itself, as a share of the threshold for a significant change: from 100 % on, a warning is due once it lasts. Features without a threshold for critical never become so.',
    grain: ['model', 'feature'],
    queries: [
      atEnd('psi', psi),
      atEnd('small', threshold('small')),
      atEnd('significant', threshold('significant')),
      atEnd('critical', threshold('critical'), { mayBeEmpty: 'no feature may become critical' }),
      atEnd('share', `${changed} / on (model, feature) ${threshold('significant')}`, {
        mayBeEmpty: 'nothing may have changed',
      }),
      atEnd('active', now('drift_active', 'model, feature', MODEL, ALL_ROWS)),
    ],
    look: {
      mark: 'table',
      columns: [
        { name: 'model', title: 'Model', unit: 'text' },
        { name: 'feature', title: 'Feature', unit: 'text', link: TO_FEATURE },
        { name: 'active', title: 'Drifting', unit: 'count', scale: ACTIVE, width: 100 },
        { name: 'psi', title: 'Largest PSI', unit: 'score', width: 105 },
        { name: 'small', title: 'Small', unit: 'score', width: 80 },
        { name: 'significant', title: 'Significant', unit: 'score', width: 100 },
        { name: 'critical', title: 'Critical', unit: 'score', width: 85 },
        {
          name: 'share',
          title: 'Of the limit',
          unit: 'ratio',
          scale: steps([0, COLOURS.quiet], [0.5, COLOURS.small], [1, COLOURS.significant]),
          width: 110,
        },
      ],
      sort: { by: 'Of the limit', descending: true },
    },
    nothing: 'no thresholds are published',
    size: { width: 16, height: 10 },
  },
  {
    id: 'time-active',
    title: 'Share of the time drifting',
    description:
      'For what share of the time range each feature counted as drifting, the ten with the most. A feature that always drifts tells nobody anything: promote a new reference, or raise its threshold.',
    grain: ['model', 'feature'],
    queries: [
      atEnd(
        'share',
        `topk(10, max by (model, feature) (avg_over_time(drift_active{${MODEL}, ${ALL_ROWS}}[$__range])))`,
        { legend: '{{feature}} · {{model}}' },
      ),
    ],
    look: {
      mark: 'bar',
      measure: {
        name: 'share',
        title: 'Share of the time',
        unit: 'ratio',
        scale: steps(
          [0, COLOURS.none],
          [0.1, COLOURS.small],
          [0.5, COLOURS.significant],
          [0.9, COLOURS.critical],
        ),
      },
    },
    nothing: 'no results in this time range',
    size: { width: 8, height: 10 },
  },
];
