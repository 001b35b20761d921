import type { PerformanceFinding } from '../../detection/model/performance.js';
import { findingTable, fold } from '../page/findingTable.js';
import { named } from '../page/markup.js';
import { prose } from '../page/prose.js';
import { performanceTrendSvg } from '../pictures/performanceTrend.js';
import type { PerformancePoint } from '../pictures/performanceTrendLayout.js';
import { plural } from '../summary.js';
import { escapeMarkup, truncate } from '../text.js';
import type { FoundIn } from './findingView.js';
import { changeWord, metricList, metricNumber } from './metrics.js';
import { estimateOf, withError } from './metricTable.js';
import type { PerformanceMetric } from '../../detection/performance/performanceMetric.js';

type Told = FoundIn<PerformanceFinding>;

/** Side by side at the top; the others on demand. */
const SHOWN = 2;

/** Every metric over the windows: measured, and as it was expected without labels. */
export async function performanceCourse(windows: readonly Told[], pictures: boolean): Promise<string> {
  const metrics = metricList.filter(({ id }) => windows.some(({ found }) => id in found.metrics));
  const figures: string[] = [];
  for (const metric of metrics) figures.push(await figure(metric, windows, pictures));
  const [shown, others] = [figures.slice(0, SHOWN), figures.slice(SHOWN)];
  const rest =
    others.length === 0
      ? ''
      : `<details class="fold"><summary>${plural(others.length, 'more metric')}</summary><div class="beside">${others.join('')}</div></details>`;
  const reasons = [
    ...new Set(windows.map(({ found }) => found.reason).filter((reason) => reason !== undefined)),
  ];
  const notes = reasons.map((reason) => {
    const where = windows
      .filter(({ found }) => found.reason === reason)
      .map(({ window }) => named(window, 24));
    const names = where.length <= 3 ? where.join(', ') : plural(where.length, 'window');
    return `<p class="note">${names}: ${prose(reason)}.</p>`;
  });
  return `${notes.join('')}${shown.length === 0 ? '' : `<div class="beside">${shown.join('')}</div>`}${rest}`;
}

async function figure(
  metric: PerformanceMetric,
  windows: readonly Told[],
  pictures: boolean,
): Promise<string> {
  const points = windows.map(({ window, found }): PerformancePoint => {
    const finding = found.metrics[metric.id] ?? {};
    return { window, ...finding, isWorse: finding.change?.worse === true };
  });
  const references = [...new Set(points.flatMap(({ reference }) => reference?.value ?? []))];
  const [reference] = references;
  const key = [
    `<span><b><a href="#about-${metric.id}">${escapeMarkup(metric.title)}</a></b></span>`,
    '<span><i class="line"></i>measured</span>',
    ...(points.some(({ isWorse }) => isWorse) ? ['<span><i class="dot"></i>worse beyond chance</span>'] : []),
    ...(points.some(({ estimated }) => estimated !== undefined)
      ? ['<span><i class="band"></i>estimated without labels</span>']
      : []),
    ...(reference === undefined
      ? []
      : [
          `<span><i class="rule"></i>reference${references.length === 1 ? ` ${metricNumber(metric, reference)}` : ''}</span>`,
        ]),
  ];
  const said = points.flatMap(({ window, measured }) =>
    measured === undefined ? [] : [`${truncate(window, 24)} ${metricNumber(metric, measured.value)}`],
  );
  const svg = pictures
    ? await performanceTrendSvg(points, {
        format: (value) => metricNumber(metric, value),
        description: `${metric.title} over the windows: ${said.slice(-12).join(', ')}`,
      })
    : '';
  const table = findingTable(
    `${escapeMarkup(metric.title)} over the windows`,
    [
      { text: 'Window' },
      { text: 'Measured', isNumber: true },
      { text: 'Change', isNumber: true },
      { text: 'Verdict' },
      { text: 'Estimated', isNumber: true },
    ],
    windows.map(({ window, found }) => {
      const finding = found.metrics[metric.id];
      if (finding === undefined) return [named(window, 40), '–', '–', '–', '–'];
      const shown = { metric, finding };
      return [
        named(window, 40),
        finding.measured === undefined ? '–' : metricNumber(metric, finding.measured.value),
        withError(shown),
        changeWord(finding) ?? '–',
        estimateOf(shown),
      ];
    }),
  );
  return `<figure><figcaption>${key.join('')}</figcaption>${svg}${fold(`Numbers of ${escapeMarkup(metric.title)}`, table)}</figure>`;
}
