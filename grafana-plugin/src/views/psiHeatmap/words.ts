import { dateTimeFormat, type TimeZone } from '@grafana/data';
import { numberText, scoreText } from '../../drawing/numbers';
import { SEVERITIES, type Thresholds } from '../../frames/severity';
import { type Cells, type Heatmap, type HeatmapRow, INCONCLUSIVE } from './heatmap';
import { LEVELS, thresholdsAt } from './thresholds';

/** How many of the worst rows the summary names. */
const NAMED = 5;

/** A cell's severity in words, with what must be known of it. */
export function severityText(cell: number, { severity, unproven }: Cells): string {
  const place = severity[cell] ?? INCONCLUSIVE;
  const name = SEVERITIES[place] ?? 'inconclusive';
  if (place === INCONCLUSIVE) {
    return 'inconclusive: too few rows';
  }
  return unproven[cell] === 1 ? `${name}, within chance` : name;
}

/** Names and numbers of a cell, as far as the data has them; of a gap, that there is none. */
export function cellFacts(
  heatmap: Heatmap,
  row: HeatmapRow,
  cell: number
): Array<readonly [name: string, value: string]> {
  const { cells } = heatmap;
  const { window, segment } = row.subject;
  const subject = (
    [
      ['Window', window],
      ['Segment', segment],
    ] as const
  ).filter(([, text]) => text !== '');
  if (cell < 0) {
    return [['Value', 'no data'], ...subject];
  }
  const score = (name: string, value = NaN): Array<readonly [string, string]> =>
    Number.isNaN(value) ? [] : [[name, scoreText(value, row.field)]];
  const thresholds: Thresholds = thresholdsAt(row.thresholds, cells.end[cell] ?? NaN);
  const limits = LEVELS.flatMap((severity) => {
    const value = thresholds[severity];
    return value === undefined ? [] : [`${severity} ${scoreText(value, row.field)}`];
  });
  const rows = cells.rows[cell] ?? NaN;
  return [
    ...score('Value', cells.score[cell]),
    ['Severity', severityText(cell, cells)],
    ...(limits.length > 0 ? [['Thresholds', limits.join(', ')] as const] : []),
    ...score('Noise floor', cells.noiseFloor[cell]),
    ...score('Reference variation', cells.referenceVariation[cell]),
    ...(Number.isNaN(rows) ? [] : [['Rows', rows.toLocaleString('en')] as const]),
    ...subject,
  ];
}

/** A cell as one would say it. */
export function cellWords(heatmap: Heatmap, row: HeatmapRow, cell: number, timeZone: TimeZone): string {
  const { cells } = heatmap;
  if (cell < 0) {
    return `${row.name}: no data.`;
  }
  const score = cells.score[cell] ?? NaN;
  const parts = [
    row.name,
    timeText(cells.end[cell] ?? NaN, timeZone),
    Number.isNaN(score) ? 'no score' : scoreText(score, row.field),
    severityText(cell, cells),
    ...((cells.start[cell] ?? 0) > (cells.end[cell - 1] ?? 0) && cell > row.first ? ['after a gap'] : []),
  ];
  return `${parts.join(', ')}.`;
}

export function timeText(time: number, timeZone: TimeZone): string {
  return dateTimeFormat(time, { timeZone });
}

/** What the whole picture says: how many rows are of which severity at their latest, and which are the worst. */
export function summary({ rows, cells, from, to, noun }: Heatmap, timeZone: TimeZone): string {
  const latest = rows.map(({ first, end }) => (end > first ? (cells.severity[end - 1] ?? INCONCLUSIVE) : -1));
  const kinds = [...SEVERITIES.map((name, place) => ({ name: String(name), place })).reverse()];
  kinds.push({ name: 'inconclusive', place: INCONCLUSIVE }, { name: 'without data', place: -1 });
  const counts = kinds.flatMap(({ name, place }) => {
    const count = latest.filter((each) => each === place).length;
    return count > 0 ? [`${numberText(count)} ${name}`] : [];
  });
  const drifting = rows.flatMap((row, index) => {
    const severity = latest[index] ?? -1;
    const score = cells.score[row.end - 1] ?? NaN;
    return severity > 0 && severity !== INCONCLUSIVE ? [{ row, severity, score }] : [];
  });
  drifting.sort((a, b) => b.severity - a.severity || b.score - a.score || 0);
  const worst = drifting.slice(0, NAMED).map(({ row, severity, score }) => {
    const value = Number.isNaN(score) ? '' : ` (${scoreText(score, row.field)}, ${SEVERITIES[severity]})`;
    return `${row.name}${value}`;
  });
  const span = to - from <= 1 ? timeText(to, timeZone) : `${timeText(from, timeZone)} to ${timeText(to, timeZone)}`;
  return [
    `${countText(rows.length, noun)}, ${span}.`,
    `At the latest time: ${counts.join(', ')}.`,
    worst.length > 0 ? `The worst: ${worst.join('; ')}.` : 'None drifts.',
  ].join(' ');
}

export function countText(count: number, noun: Heatmap['noun']): string {
  return `${numberText(count)} ${noun}${count === 1 ? '' : 's'}`;
}
