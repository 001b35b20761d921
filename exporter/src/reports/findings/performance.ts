import { performance as finding, type PerformanceFinding } from '../../detection/model/performance.js';
import { percent, whole } from '../numbers.js';
import { findingTable } from '../page/findingTable.js';
import { prose } from '../page/prose.js';
import { reliabilitySvg } from '../pictures/reliability.js';
import { escapeMarkdown, truncate } from '../text.js';
import { findingView, type FoundIn } from './findingView.js';
import { changeWord, mainMetric, metricChange, metricList, metricNumber, shownMetrics } from './metrics.js';
import { estimateOff, estimateOf, metricRow, metricTable, withError } from './metricTable.js';
import { performanceCourse } from './performanceCourse.js';

type Told = FoundIn<PerformanceFinding>;

const MAX_WINDOWS = 24;

/** How good the model is: over the windows as lines, in a window as a table and a reliability diagram. */
export const performance = findingView(finding, (found) => found.performance, {
  terms: (windows) => metricList.filter(({ id }) => windows.some(({ found }) => id in found.metrics)),
  async overview(windows, { pictures }) {
    if (windows.length === 1) return '';
    return performanceCourse(windows, pictures);
  },
  async details({ window, found }, { pictures }) {
    const { reason, labelled_rows: rows, reliability = [] } = found;
    const note =
      reason === undefined ? '' : `<p class="note"><b>Not all can be measured:</b> ${prose(reason)}.</p>`;
    const table = Object.keys(found.metrics).length === 0 ? '' : metricTable(found);
    if (reliability.length < 2) return note + table;
    const curve = findingTable(
      'Labels in groups of scores',
      [
        { text: 'Scores up to' },
        { text: 'Rows', isNumber: true },
        { text: 'Mean score', isNumber: true },
        { text: 'Positive', isNumber: true },
      ],
      reliability.map((point) => [
        point.score_to.toFixed(3),
        whole(point.rows),
        percent(point.mean_prediction),
        `${percent(point.observed_rate)} <span class="muted">(${percent(point.lower)} to ${percent(point.upper)})</span>`,
      ]),
    );
    if (!pictures) return note + table + curve;
    const svg = await reliabilitySvg(reliability, `Reliability diagram of ${truncate(window, 80)}`);
    return `${note}${table}<div class="beside narrow"><figure><figcaption><span>Reliability of ${whole(rows)} labelled rows</span><span><i class="dashed"></i>what scores promise</span></figcaption>${svg}</figure>${curve}</div>`;
  },
  lines: (windows) => windows.map(line),
  markdown(windows) {
    const [only] = windows;
    if (windows.length === 1 && only !== undefined) return metricsOf(only);
    return overWindows(windows);
  },
});

/** One line: the metric that a model is known by. */
function line({ window, found }: Told, _: number, windows: readonly Told[]): string {
  return `${windows.length === 1 ? '' : `${window}: `}${performanceWords(found)}`;
}

/** ROC AUC 0.610 (−0.180 worse, reference 0.790, estimated 0.740). */
export function performanceWords(found: PerformanceFinding): string {
  const main = mainMetric(found.metrics);
  if (main === undefined) return `no performance: ${found.reason ?? 'no metric can be told'}`;
  const { metric, finding: one } = main;
  const word = changeWord(one);
  const reference =
    one.reference === undefined ? '' : `reference ${metricNumber(metric, one.reference.value)}`;
  const change =
    one.change === undefined
      ? ''
      : `${metricChange(metric, one.change.value - one.change.reference)}${word === undefined ? '' : ` ${word}`}`;
  const measured =
    one.measured === undefined
      ? `not measured (${found.reason ?? 'no labels'})`
      : metricNumber(metric, one.measured.value);
  const estimated =
    one.estimated === undefined ? '' : `estimated ${metricNumber(metric, one.estimated.value)}`;
  const partly = one.measured === undefined || found.reason === undefined ? '' : `; ${found.reason}`;
  return `${metric.title} ${measured}${list([change, reference, estimated])}${partly}`;
}

function list(parts: readonly string[]): string {
  const said = parts.filter((part) => part !== '');
  return said.length === 0 ? '' : ` (${said.join(', ')})`;
}

function metricsOf({ found }: Told): string[] {
  const reason = found.reason === undefined ? [] : [`${escapeMarkdown(truncate(found.reason, 160))}.`, ''];
  const shown = shownMetrics(found.metrics);
  if (shown.length === 0) return reason;
  return [
    ...reason,
    '| Metric | Reference | Measured | Change | Verdict | Estimated | Estimate off by |',
    '|:--|--:|--:|--:|:--|--:|--:|',
    ...shown.map((one) => `| ${metricRow(one).map(plain).join(' | ')} |`),
    '',
  ];
}

/** The newest windows of a long report. */
function overWindows(windows: readonly Told[]): string[] {
  const main = windows.map(({ found }) => mainMetric(found.metrics)).find((one) => one !== undefined);
  const name = main?.metric.title ?? 'Performance';
  const start = Math.max(0, windows.length - MAX_WINDOWS);
  const rows = windows.slice(start).map(({ window, found }) => {
    const one = mainMetric(found.metrics);
    const { metric, finding: of } = one ?? {};
    const number = (value: number | undefined): string =>
      metric === undefined || value === undefined ? '–' : metricNumber(metric, value);
    const verdict = (of && changeWord(of)) ?? found.reason ?? '–';
    return [
      escapeMarkdown(truncate(window, 60)),
      number(of?.reference?.value),
      number(of?.measured?.value),
      one === undefined ? '–' : plain(withError(one)),
      verdict === 'worse' ? '**worse**' : escapeMarkdown(truncate(verdict, 80)),
      one === undefined ? '–' : plain(estimateOf(one)),
      one === undefined ? '–' : plain(estimateOff(one)),
    ];
  });
  return [
    `| ${escapeMarkdown(name)} | Reference | Measured | Change | Verdict | Estimated | Estimate off by |`,
    '|:--|--:|--:|--:|:--|--:|--:|',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
    '',
  ];
}

function plain(text: string): string {
  return text.replaceAll('|', '\\|');
}
