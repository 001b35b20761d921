import { COLOURS } from '../../description/colours.js';
import type { Sheet } from '../../description/sheet.js';
import { ALL_ROWS, FEATURE, held, MODEL, now, overRange } from '../../queries/promql.js';

export const probability: Sheet = {
  id: 'probability',
  title: 'Probability that ${feature:text} drifts',
  description:
    "What the LSTM makes of how the feature's scores moved over the last 24 buckets: the probability of a drift, which it may see before a window shows it. Between buckets it stays as it was. From the threshold on an alert is due: it follows from the false-alarm budget.",
  grain: ['feature', 'time'],
  queries: [
    overRange('probability', now('drift_probability', 'feature', MODEL, FEATURE, ALL_ROWS), {
      legend: 'probability',
      mayBeEmpty: 'the network may be off, or have too few buckets to look at',
    }),
    overRange('threshold', held('drift_probability_threshold', 'model', MODEL), {
      legend: 'alert from',
      mayBeEmpty: 'the network may be off, or have too few buckets to look at',
    }),
  ],
  look: {
    mark: 'line',
    measures: [
      {
        name: 'probability',
        title: 'probability',
        unit: 'ratio',
        scale: { steps: [{ from: 0, colour: COLOURS.current }] },
      },
      {
        name: 'threshold',
        title: 'alert from',
        unit: 'ratio',
        scale: { steps: [{ from: 0, colour: COLOURS.critical }] },
      },
    ],
    range: { from: 0, to: 1 },
  },
  nothing: 'no probability: the network is off, or has too few buckets to look at',
  size: { width: 24, height: 6 },
};
