import type { DataFrame } from '@grafana/data';
import { max } from 'd3-array';
import { readSeries } from '../../frames/series';
import type { Thresholds } from '../../frames/severity';
import { subjectNames, subjectOf } from '../../frames/subject';
import type { Prepared } from '../view';
import type { FeatureTrendOptions } from './options';
import { type Promotion, promotionsOf } from './promotions';
import { type ScoreRange, scoreRange } from './scoreRange';
import { lineMaker, type TrendLine } from './trendLine';

export interface FeatureTrendData {
  /** The highest first. */
  readonly lines: readonly TrendLine[];
  /** The thresholds of all lines; absent where they differ. */
  readonly thresholds?: Thresholds;
  readonly promotions: readonly Promotion[];
  readonly range: ScoreRange;
}

export function prepareTrend(frames: readonly DataFrame[], options: FeatureTrendOptions): Prepared<FeatureTrendData> {
  const series = readSeries(frames);
  const scores = series.filter(({ role, values }) => role === 'score' && values.some((value) => value !== null));
  if (scores.length === 0) {
    return { warning: whatIsMissing(frames.length > 0, series.length > 0), needs: 'number' };
  }
  const timed = scores.filter(({ times }) => times.some((time) => Number.isFinite(time)));
  if (timed.length === 0) {
    return {
      warning: 'A trend needs the time of each score: a column “time” or “window_end”, or a range query.',
      needs: 'time',
    };
  }
  const subjects = timed.map(({ labels }) => subjectOf(labels));
  const names = subjectNames(subjects);
  const ranked = timed
    .map((score, index) => ({ score, subject: subjects[index] ?? subjectOf(score.labels), name: names[index] ?? '' }))
    .sort((a, b) => (max(b.score.values, finite) ?? 0) - (max(a.score.values, finite) ?? 0));
  const limit = Math.max(1, Math.floor(options.limit) || 1);
  const line = lineMaker(series);
  const lines = ranked
    .slice(0, limit)
    .map(({ score, subject, name }) =>
      line(score, subject, score.field.config.displayName || name || score.metric || 'score')
    );
  const range = scoreRange(lines, options.scale);
  const thresholds = commonThresholds(lines);
  return {
    data: {
      lines,
      thresholds,
      promotions: options.promotions ? promotionsOf(series, new Set(lines.map(({ subject }) => subject.model))) : [],
      range,
    },
    notes: notesOf({
      drawn: lines.length,
      all: ranked.length,
      range,
      isCommon: thresholds !== undefined || !options.bands,
    }),
  };
}

function finite(value: number | null): number | undefined {
  return value ?? undefined;
}

function whatIsMissing(hasFrames: boolean, hasSeries: boolean): string {
  const needed = 'drift_psi (Prometheus, a range query), or the columns window_end, feature and psi of drift.v1_scores';
  if (!hasFrames || !hasSeries) {
    return `No scores in this time range. A trend needs ${needed}.`;
  }
  return `The data has no scores: a trend needs ${needed}.`;
}

function commonThresholds(lines: readonly TrendLine[]): Thresholds | undefined {
  const texts = new Set(
    lines.map(({ thresholds: { small, significant, critical } }) => [small, significant, critical].join())
  );
  return texts.size === 1 ? lines[0]?.thresholds : undefined;
}

function notesOf(of: { drawn: number; all: number; range: ScoreRange; isCommon: boolean }): string[] {
  const { drawn, all, range, isCommon } = of;
  const left = (all - drawn).toLocaleString('en');
  return [
    ...(all > drawn ? [`The ${drawn} highest of ${all.toLocaleString('en')} are drawn, ${left} are not.`] : []),
    ...(range.above > 0
      ? [`${range.above === 1 ? '1 value is' : `${range.above.toLocaleString('en')} values are`} above the axis.`]
      : []),
    ...(isCommon ? [] : ['Thresholds differ: each line’s own are in its tooltip.']),
  ];
}
