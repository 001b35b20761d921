import type { PerformanceFinding } from '../../detection/model/performance.js';
import { NORMAL_95 } from '../../detection/performance/interval.js';
import type { PerformanceValue } from '../../detection/performance/performanceMetric.js';
import { findingTable } from '../page/findingTable.js';
import { escapeMarkup } from '../text.js';
import { changeWord, metricChange, metricNumber, shownMetrics, type ShownMetric } from './metrics.js';

/** Every metric of a window: as it was, is, and was expected. */
export function metricTable(found: PerformanceFinding): string {
  const rows = shownMetrics(found.metrics).map((shown) => {
    const [title = '', reference = '', measured = '', change = '', word = '', estimated = '', off = ''] =
      metricRow(shown).map(escapeMarkup);
    const verdict = word === 'worse' ? `<span class="chip s-critical">${word}</span>` : word;
    return [
      `<a href="#about-${shown.metric.id}">${title}</a>`,
      reference,
      titled(shown.finding.measured, measured),
      change,
      verdict,
      titled(shown.finding.estimated, estimated),
      off,
    ];
  });
  return findingTable(
    'Performance',
    [
      { text: 'Metric' },
      { text: 'Reference', isNumber: true, isOptional: true },
      { text: 'Measured', isNumber: true },
      { text: 'Change', isNumber: true },
      { text: 'Verdict' },
      { text: 'Estimated', isNumber: true, isOptional: true },
      { text: 'Estimate off by', isNumber: true, isOptional: true },
    ],
    rows,
  );
}

/** Metric, reference, measured, change, verdict, estimate and how far it is off, as text. */
export function metricRow(shown: ShownMetric): string[] {
  const { metric, finding } = shown;
  const number = (of: PerformanceValue | undefined): string =>
    of === undefined ? '–' : metricNumber(metric, of.value);
  return [
    metric.title,
    number(finding.reference),
    number(finding.measured),
    withError(shown),
    changeWord(finding) ?? '–',
    estimateOf(shown),
    estimateOff(shown),
  ];
}

/** −0.115 ± 0.008: so far it is from the reference, and 95 % of chance. */
export function withError({ metric, finding: { change } }: ShownMetric): string {
  if (change === undefined) return '–';
  const by = metricChange(metric, change.value - change.reference);
  const { standard_error: error } = change;
  return error === undefined ? by : `${by} ± ${metricNumber(metric, NORMAL_95 * error)}`;
}

/** 0.784 (0.772 to 0.795) */
export function estimateOf({ metric, finding: { estimated } }: ShownMetric): string {
  if (estimated === undefined) return '–';
  const { value, lower, upper } = estimated;
  const text = metricNumber(metric, value);
  return lower === undefined || upper === undefined
    ? text
    : `${text} (${metricNumber(metric, lower)} to ${metricNumber(metric, upper)})`;
}

/** +0.109, outside: of rows that have labels by now, whether the truth was in the estimate's band. */
export function estimateOff({ metric, finding: { estimate_error: off } }: ShownMetric): string {
  if (off === undefined) return '–';
  return `${metricChange(metric, off.error)}, ${off.within ? 'in its band' : 'beyond its band'}`;
}

function titled(value: PerformanceValue | undefined, text: string): string {
  return value === undefined ? text : `<span title="${value.value}">${text}</span>`;
}
