import { COLOURS } from '../../description/colours.js';
import type { Measure, Sheet } from '../../description/sheet.js';
import { held, METRIC, MODEL, overRange, WINDOW } from '../../queries/promql.js';

const of = (metric: string, ...more: readonly string[]): string =>
  held(metric, 'model', MODEL, WINDOW, METRIC, ...more);
const line = (name: string, title: string, colour: keyof typeof COLOURS): Measure => ({
  name,
  title,
  unit: 'score',
  scale: { steps: [{ from: 0, colour: COLOURS[colour] }] },
});
const NO_LABELS = 'the model may have no labels';

/** Whether models still predict: as labels tell, and as scores tell before labels come. */
export const performanceOfModels: readonly Sheet[] = [
  {
    id: 'performance-over-time',
    title: 'Performance: ${metric:text} over ${window:text}',
    description:
      'How well each model predicts in the chosen window, of rows whose label is known; the same as estimated from calibrated scores before labels come, with its band of three standard errors; and that of the reference. Measured beyond the band: rows that look alike have other labels than they had, which is concept drift. Estimate and measurement away from the reference together: the inputs have shifted. Choose one model where lines are too many; the estimate is of classifications alone.',
    grain: ['model', 'time'],
    queries: [
      overRange('measured', of('drift_performance'), {
        legend: 'measured · {{model}}',
        mayBeEmpty: NO_LABELS,
      }),
      overRange('estimated', of('drift_performance_estimated'), {
        legend: 'estimated · {{model}}',
        mayBeEmpty: NO_LABELS,
      }),
      overRange('lower', of('drift_performance_estimated_bound', 'bound="lower"'), {
        legend: 'estimate at least · {{model}}',
        mayBeEmpty: NO_LABELS,
      }),
      overRange('upper', of('drift_performance_estimated_bound', 'bound="upper"'), {
        legend: 'estimate at most · {{model}}',
        mayBeEmpty: NO_LABELS,
      }),
      overRange('reference', of('drift_performance_reference'), {
        legend: 'reference · {{model}}',
        mayBeEmpty: NO_LABELS,
      }),
    ],
    look: {
      mark: 'line',
      measures: [
        line('measured', 'measured', 'current'),
        line('estimated', 'estimated', 'small'),
        line('lower', 'estimate at least', 'inconclusive'),
        line('upper', 'estimate at most', 'inconclusive'),
        line('reference', 'reference', 'reference'),
      ],
    },
    nothing:
      'no labels: no label or prediction is configured, none has come, or the window is shorter than a day',
    size: { width: 16, height: 9 },
  },
  {
    id: 'labelled-share',
    title: 'Rows with a label',
    description:
      "Share of the chosen window's rows that have a prediction and a label by now. Labels come late, so the newest windows have fewer; while it is low, the estimate tells more than the measurement.",
    grain: ['model', 'time'],
    queries: [
      overRange('labelled', held('drift_labelled_ratio', 'model', MODEL, WINDOW), {
        legend: '{{model}}',
        mayBeEmpty: NO_LABELS,
      }),
    ],
    look: {
      mark: 'line',
      measures: [{ name: 'labelled', title: 'labelled', unit: 'ratio' }],
      range: { from: 0, to: 1 },
    },
    nothing: 'no labels: no label or prediction is configured, or the window is shorter than a day',
    size: { width: 8, height: 9 },
  },
];
