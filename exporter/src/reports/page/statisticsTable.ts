import type { FeatureResult, StatisticResult } from '../../detection/result.js';
import type { ReportWindow } from '../models.js';
import { probability, short } from '../numbers.js';
import { shownValue, statisticList } from '../statisticList.js';
import { escapeMarkup } from '../text.js';
import { exact, named } from './markup.js';

/** A window whose numbers are shown, and what it is called in a column's head. */
export interface StatisticsColumn {
  readonly window: ReportWindow;
  readonly result: FeatureResult;
  /** Such as "worst". */
  readonly role: string;
}

/** Every statistic that applies, a column a window; each name leads to the words that explain it. */
export function statisticsTable(columns: readonly StatisticsColumn[]): string {
  const shown = statisticList.filter(({ id }) =>
    columns.some(({ result }) => result.statistics[id] !== undefined),
  );
  if (shown.length === 0) return '<p class="muted">No statistic could be computed.</p>';
  const heads = columns.map(
    ({ window, role }) =>
      `<th scope="col" class="number">${role === '' ? 'Value' : `${named(window.name, 24)}<br>${role}`}</th>`,
  );
  const rows = shown.flatMap((statistic) => {
    const results = columns.map(({ result }) => result.statistics[statistic.id]);
    const title = `<a href="#about-${statistic.id}">${escapeMarkup(statistic.title)}</a>`;
    return [
      row(
        '',
        title,
        results.map((result) => number(result && shownValue(statistic, result), short)),
      ),
      ...details.flatMap(({ key, name, format }) =>
        results.some((result) => typeof result?.[key] === 'number')
          ? [
              row(
                ' class="detail"',
                name,
                results.map((result) => number(result?.[key], format)),
              ),
            ]
          : [],
      ),
    ];
  });
  return `<table class="statistics"><thead><tr><th scope="col">Statistic</th>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

/** What stands below a statistic where it has it. */
const details = [
  { key: 'noise_floor', name: 'noise floor', format: short },
  { key: 'p_value', name: 'p-value', format: probability },
] as const;

function row(attributes: string, title: string, cells: readonly string[]): string {
  return `<tr${attributes}><th scope="row">${title}</th>${cells.map((cell) => `<td class="number">${cell}</td>`).join('')}</tr>`;
}

function number(value: StatisticResult[string] | undefined, format: (value: number) => string): string {
  return typeof value === 'number' ? exact(value, format(value)) : '–';
}
