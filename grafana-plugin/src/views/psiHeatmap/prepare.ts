import type { DataFrame } from '@grafana/data';
import { readSeries, type Series } from '../../frames/series';
import type { Prepared } from '../view';
import { cellTimes, fillRow } from './fillRow';
import { type Heatmap, type HeatmapRow, newCells } from './heatmap';
import type { PsiHeatmapOptions } from './options';
import { ordered } from './order';
import { rowNames } from './rowNames';
import { commonStep } from './step';
import { type SubjectSeries, subjectSeries } from './subjects';
import { levelFinder } from './thresholds';

const NEEDED =
  'A heatmap needs drift_psi (Prometheus, a range query), or the columns window_end, feature and psi of drift.v1_scores.';

/** A row for every subject that has a score, a cell for every time at which it has one or is known to be inconclusive. */
export function prepare(frames: readonly DataFrame[], options: PsiHeatmapOptions): Prepared<Heatmap> {
  if (!frames.some(({ length }) => length > 0)) {
    return { warning: `No scores in this time range. ${NEEDED}` };
  }
  const series = readSeries(frames);
  const subjects = subjectSeries(series);
  const untimed = series.filter(({ role, times }) => role === 'score' && Number.isNaN(times[0])).length;
  if (subjects.length === 0) {
    return untimed > 0
      ? { warning: 'The scores have no time: a time column is needed, or a query over a range.', needs: 'time' }
      : { warning: `The data holds no scores. ${NEEDED}`, needs: 'number' };
  }
  const times = subjects.map(cellTimes);
  if (times.every(({ length }) => length === 0)) {
    return { warning: 'No score has a value in this time range.', needs: 'number' };
  }
  const heatmap = filled(subjects, times, series, options);
  const { rows, note } = ordered(heatmap, options.order);
  const notes = untimed > 0 ? [`Left out for having no time: ${untimed} of ${untimed + subjects.length} scores.`] : [];
  return { data: { ...heatmap, rows }, notes: note === undefined ? notes : [...notes, note] };
}

function filled(
  subjects: readonly SubjectSeries[],
  times: readonly Float64Array[],
  series: readonly Series[],
  options: PsiHeatmapOptions
): Heatmap {
  const cells = newCells(times.reduce((sum, { length }) => sum + length, 0));
  const steps = stepsOf(subjects, times);
  const levelsOf = levelFinder(series);
  const names = rowNames(subjects.map(({ subject, main }) => ({ subject, labels: main.labels })));
  let first = 0;
  const rows = subjects.map((each, place): HeatmapRow => {
    const own = times[place] ?? new Float64Array();
    const thresholds = levelsOf(each.subject, each.main.field);
    fillRow(cells, first, own, steps[place] ?? NaN, each, thresholds, options.hatch);
    const end = first + own.length;
    const row = { subject: each.subject, name: names[place] ?? '', field: each.main.field, thresholds, first, end };
    first = end;
    return row;
  });
  return {
    rows,
    cells,
    from: cells.start.reduce((least, each) => Math.min(least, each), Infinity),
    to: cells.end.reduce((most, each) => Math.max(most, each), -Infinity),
    gaps: rows.some((row) => hasGap(row, cells.start, cells.end)),
    noun: new Set(rows.map(({ subject }) => subject.feature)).size === rows.length ? 'feature' : 'row',
  };
}

/**
 * Rows of one model and window share a step, told by all of their times, with a value or without; those with too few times take
 * that of all rows.
 */
function stepsOf(subjects: readonly SubjectSeries[], drawn: readonly Float64Array[]): number[] {
  const keys = subjects.map(({ subject: { model, window } }) => JSON.stringify([model, window]));
  const groups = new Map<string, Array<readonly number[]>>();
  subjects.forEach(({ main }, place) => {
    const key = keys[place] ?? '';
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(main.times);
  });
  const steps = new Map(Array.from(groups, ([key, group]) => [key, commonStep(group)]));
  if (Array.from(steps.values()).some(Number.isNaN)) {
    const times = subjects.map(({ main }) => main.times);
    const general =
      [commonStep(times), commonStep([union([...times, ...drawn])])].find((step) => !Number.isNaN(step)) ?? NaN;
    steps.forEach((step, key) => steps.set(key, Number.isNaN(step) ? general : step));
  }
  return keys.map((key) => steps.get(key) ?? NaN);
}

function union(rows: ReadonlyArray<Iterable<number>>): Float64Array {
  const times = new Set<number>();
  for (const row of rows) {
    for (const time of row) {
      times.add(time);
    }
  }
  return Float64Array.from(times).sort();
}

function hasGap({ first, end }: HeatmapRow, starts: Float64Array, ends: Float64Array): boolean {
  for (let cell = first + 1; cell < end; cell++) {
    if ((starts[cell] ?? 0) > (ends[cell - 1] ?? 0)) {
      return true;
    }
  }
  return first === end;
}
