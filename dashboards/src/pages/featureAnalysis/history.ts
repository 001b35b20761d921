import { COLOURS } from '../../description/colours.js';
import { SEVERITY } from '../../description/scale.js';
import type { Sheet } from '../../description/sheet.js';
import {
  FEATURE,
  held,
  MODEL,
  overRange,
  SEGMENT,
  severityOrInconclusive,
  WINDOW,
} from '../../queries/promql.js';

/** Windows of so many days: their backfilled scores are a third of their length apart, whichever window is chosen. */
const WHOLE_DAYS = [1, 2, 3, 7, 14, 28, 30, 90];

const all = [MODEL, FEATURE, SEGMENT];
const one = [...all, WINDOW];
const quartile = (share: number): string =>
  `histogram_quantile(${share}, sum by (le) (max without (instance, pod) (increase(drift_observations_bucket{${MODEL}, ${FEATURE}}[$__rate_interval]))))`;
const categorical = 'a categorical feature has no quartiles, nor has a time without new rows';

export const history: readonly Sheet[] = [
  {
    id: 'severity-of-windows',
    title: 'Severity, window by window',
    description:
      'The verdict of every window length over time. A change shows in short windows first and stays longest in long ones; what only a short window sees is over soon. Bands of whole days are drawn through up to a third of their length without a result.',
    grain: ['window', 'time'],
    queries: [
      overRange('severity', severityOrInconclusive(held, 'window', ...all), { legend: '{{window}}' }),
    ],
    look: {
      mark: 'state',
      measure: { name: 'severity', title: 'Severity', unit: 'count', scale: SEVERITY },
      joins: Object.fromEntries(WHOLE_DAYS.map((days) => [`${days}d`, 8 * days])),
    },
    nothing: 'no verdicts in this time range',
    size: { width: 12, height: 8 },
    points: 720,
  },
  {
    id: 'missing-and-unseen',
    title: 'Missing, unseen and out of range',
    description:
      "Shares of the window's rows that have no value, a value that the reference does not have, or one beyond the reference's smallest and largest.",
    grain: ['time'],
    queries: [
      overRange('missing', held('drift_missing_ratio', 'feature', ...one)),
      overRange('unseen', held('drift_unseen_ratio', 'feature', ...one), {
        mayBeEmpty: 'the reference may have too many values',
      }),
      overRange('out_of_range', held('drift_out_of_range_ratio', 'feature', ...one), {
        mayBeEmpty: 'the feature may be categorical',
      }),
    ],
    look: {
      mark: 'line',
      measures: [
        {
          name: 'missing',
          title: 'missing',
          unit: 'ratio',
          scale: { steps: [{ from: 0, colour: COLOURS.current }] },
        },
        {
          name: 'unseen',
          title: 'unseen',
          unit: 'ratio',
          scale: { steps: [{ from: 0, colour: COLOURS.small }] },
        },
        {
          name: 'out_of_range',
          title: 'out of range',
          unit: 'ratio',
          scale: { steps: [{ from: 0, colour: COLOURS.significant }] },
        },
      ],
      range: { from: 0 },
    },
    nothing: 'no results in this time range',
    size: { width: 12, height: 8 },
  },
  {
    id: 'psi-of-missing',
    title: 'PSI of values and of missing values',
    description:
      'Which of the two brings the verdict: severity is the worse of the PSI of the values that are there, and of missing against present.',
    grain: ['time'],
    queries: [
      overRange('values', held('drift_psi', 'feature', ...one)),
      overRange('missing', held('drift_missing_psi', 'feature', ...one)),
    ],
    look: {
      mark: 'line',
      measures: [
        {
          name: 'values',
          title: 'values',
          unit: 'score',
          scale: { steps: [{ from: 0, colour: COLOURS.current }] },
        },
        {
          name: 'missing',
          title: 'missing',
          unit: 'score',
          scale: { steps: [{ from: 0, colour: COLOURS.small }] },
        },
      ],
      range: { from: 0 },
    },
    nothing: 'no scores in this time range',
    size: { width: 12, height: 8 },
  },
  {
    id: 'quartiles',
    title: 'Quartiles of the values that came in',
    description:
      'Median and quartiles of the values as they were counted, to the width of a PSI cell; over a fleet, of all its exporters together. Only while new rows arrive, and only of numeric features.',
    grain: ['time'],
    queries: [
      overRange('lower', quartile(0.25), { mayBeEmpty: categorical }),
      overRange('median', quartile(0.5), { mayBeEmpty: categorical }),
      overRange('upper', quartile(0.75), { mayBeEmpty: categorical }),
    ],
    look: {
      mark: 'line',
      measures: [
        {
          name: 'lower',
          title: 'lower quartile',
          unit: 'score',
          scale: { steps: [{ from: 0, colour: COLOURS.none }] },
        },
        {
          name: 'median',
          title: 'median',
          unit: 'score',
          scale: { steps: [{ from: 0, colour: COLOURS.current }] },
        },
        {
          name: 'upper',
          title: 'upper quartile',
          unit: 'score',
          scale: { steps: [{ from: 0, colour: COLOURS.none }] },
        },
      ],
    },
    nothing: 'no new values in this time range, or a categorical feature',
    size: { width: 12, height: 8 },
  },
];
