import type { Series } from '../../frames/series';
import { SEVERITIES, severityOf } from '../../frames/severity';
import { type Cells, INCONCLUSIVE } from './heatmap';
import { SeriesReader } from './seriesReader';
import type { SubjectSeries } from './subjects';
import { areConstant, type ThresholdLevels, thresholdsAt } from './thresholds';

/** The times at which a row has a cell, ascending: where there is a score or a verdict. */
export function cellTimes({ main, companions }: SubjectSeries): Float64Array {
  const { severity, inconclusive, detected, rows } = companions;
  const scores = main.role === 'score' ? main : undefined;
  const scored = timesWith(scores, (value) => value !== null);
  const more = [
    ...without(
      scores,
      timesWith(severity, (value) => value !== null)
    ),
    ...without(
      scores,
      timesWith(inconclusive, (value) => value === 1)
    ),
  ];
  if (scores && scored.length < scores.times.length) {
    // a table's line with rows, but neither score nor verdict
    const counted = new SeriesReader(rows);
    const unscored = timesWith(scores, (value) => value === null).filter((time) => counted.valueAt(time) >= 0);
    more.push(...without(detected, without(severity, unscored)));
  }
  return more.length === 0 ? Float64Array.from(scored) : Float64Array.from(new Set([...scored, ...more])).sort();
}

/** Those of ascending times at which a series has no value. */
function without(series: Series | undefined, times: readonly number[]): readonly number[] {
  const reader = new SeriesReader(series);
  return times.filter((time) => Number.isNaN(reader.valueAt(time)));
}

function timesWith(series: Series | undefined, holds: (value: number | null) => boolean): number[] {
  return series?.times.filter((_, index) => holds(series.values[index] ?? null)) ?? [];
}

/** What a cell spans where all of the data is of one time, in milliseconds: no more than is told apart. */
const ONE_TIME = 1;

/**
 * Fills a row's cells.
 *
 * @param first where they begin
 * @param step the longest that a cell may span, in milliseconds; NaN where no time has another before it
 * @param needsEvidence whether a score that chance explains is of no severity
 */
export function fillRow(
  cells: Cells,
  first: number,
  times: Float64Array,
  step: number,
  { main, companions }: SubjectSeries,
  levels: ThresholdLevels,
  needsEvidence: boolean
): void {
  const score = new SeriesReader(main.role === 'score' ? main : undefined);
  const [verdict, detected, noiseFloor, variation, rows] = (
    ['severity', 'detected', 'noise_floor', 'reference_variation', 'rows'] as const
  ).map((role) => new SeriesReader(companions[role])) as [
    SeriesReader,
    SeriesReader,
    SeriesReader,
    SeriesReader,
    SeriesReader,
  ];
  const constant = areConstant(levels);
  let thresholds = thresholdsAt(levels, times[0] ?? NaN);
  times.forEach((time, index) => {
    const cell = first + index;
    const place = score.indexAt(time);
    const value = (place < 0 ? undefined : main.values[place]) ?? NaN;
    const noise = noiseFloor.valueAt(time);
    const usual = variation.valueAt(time);
    thresholds = constant ? thresholds : thresholdsAt(levels, time);
    const apparent = Number.isNaN(value) ? 0 : SEVERITIES.indexOf(severityOf(value, thresholds));
    const known = verdict.valueAt(time);
    const unproven = apparent > 0 && !(known > 0) && !isEvidence(value, detected.valueAt(time), noise, usual);
    cells.end[cell] = time;
    cells.start[cell] = Math.max(times[index - 1] ?? -Infinity, time - (Number.isNaN(step) ? ONE_TIME : step));
    cells.score[cell] = value;
    cells.noiseFloor[cell] = noise;
    cells.referenceVariation[cell] = usual;
    cells.rows[cell] = rows.valueAt(time);
    cells.frameRow[cell] = place < 0 ? -1 : (main.rows[place] ?? -1);
    cells.apparent[cell] = apparent;
    cells.unproven[cell] = unproven ? 1 : 0;
    cells.severity[cell] = Number.isNaN(known)
      ? severityWithout(value, unproven && needsEvidence ? 0 : apparent)
      : Math.min(Math.max(Math.round(known), 0), SEVERITIES.length - 1);
  });
}

function severityWithout(score: number, apparent: number): number {
  return Number.isNaN(score) ? INCONCLUSIVE : apparent;
}

/** The data's own verdict where it has one; else whether the score rises above all that it is measured against. */
function isEvidence(score: number, detected: number, noiseFloor: number, variation: number): boolean {
  if (!Number.isNaN(detected)) {
    return detected > 0;
  }
  return !(score <= noiseFloor) && !(score <= variation);
}
