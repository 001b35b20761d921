import type { DataFrame } from '@grafana/data';
import { max, sum } from 'd3-array';
import { readSeries, type Series } from '../../frames/series';
import type { Thresholds } from '../../frames/severity';
import { subjectNames, subjectOf } from '../../frames/subject';
import type { Prepared } from '../view';
import { type Bar, barMaker } from './bar';
import { type Current, currentOf } from './current';
import type { AttributionOptions } from './options';

export interface AttributionData {
  readonly measure: AttributionOptions['measure'];
  /** The largest first. */
  readonly bars: readonly Bar[];
  /** What the bars leave out. */
  readonly rest?: {
    readonly count: number;
    /** Their share; absent where shares of several models and windows don't add up. */ readonly share?: number;
  };
  /** The largest value that is drawn. */
  readonly top: number;
  /** The thresholds of all bars, for scores; absent where they differ. */
  readonly thresholds?: Thresholds;
  /** Whether values are in the unit of their field, rather than shares worked out here. */
  readonly isOfField: boolean;
}

const MISSING: Readonly<Record<AttributionOptions['measure'], string>> = {
  score:
    'No scores: needs the metric drift_psi, or the columns feature and psi (of drift.v1_scores or drift.v1_features).',
  share:
    'No shares of drift: needs the metric drift_attribution_ratio, or the columns feature and attribution_ratio (of drift.v1_importance); else scores, of which shares are worked out: drift_psi, or the column psi.',
  importance:
    'No importance: needs the metric drift_importance_ratio, or the columns feature and importance_ratio (of drift.v1_importance).',
};

export function prepareAttribution(
  frames: readonly DataFrame[],
  options: AttributionOptions
): Prepared<AttributionData> {
  const { measure } = options;
  const series = readSeries(frames);
  const { all, isWorkedOut } = measured(series, measure);
  const current = currentOf(all);
  if (current.length === 0) {
    return {
      warning: all.length > 0 ? `No value is left: ${all.length} features have none of late.` : MISSING[measure],
      needs: 'number',
    };
  }
  const groups = new Map<string, number>();
  current.forEach((each) => groups.set(groupOf(each), (groups.get(groupOf(each)) ?? 0) + Math.max(0, each.value)));
  const valueOf = (each: Current): number => {
    const total = groups.get(groupOf(each)) ?? 0;
    return isWorkedOut ? (total > 0 ? Math.max(0, each.value) / total : 0) : each.value;
  };
  const names = subjectNames(current.map(({ series: { labels } }) => subjectOf(labels)));
  const ranked = current
    .map((each, index) => ({ each, value: valueOf(each), name: names[index] ?? '' }))
    .sort((a, b) => b.value - a.value);
  const drawn = ranked.slice(0, Math.max(1, Math.floor(options.limit) || 1));
  const bar = barMaker(series);
  const bars = drawn.map(({ each, value, name }) =>
    bar(each, value, each.series.field.config.displayName || name || 'score')
  );
  const left = ranked.slice(drawn.length);
  const thresholds = measure === 'score' ? commonThresholds(bars) : undefined;
  const rest = {
    count: left.length,
    share: measure !== 'score' && groups.size === 1 ? sum(left, ({ value }) => value) : undefined,
  };
  return {
    data: {
      measure,
      bars,
      rest: left.length > 0 ? rest : undefined,
      top: topOf(bars, thresholds),
      thresholds,
      isOfField: !isWorkedOut,
    },
    notes: [
      ...(isWorkedOut ? ['Share of the summed PSI, since the data has no drift_attribution_ratio.'] : []),
      ...(measure === 'share' && groups.size > 1 ? ['Shares add up to 100 % within each model and window.'] : []),
      ...(all.length > current.length ? [`${all.length - current.length} without a value of late are left out.`] : []),
      ...(measure === 'score' && left.length > 0
        ? [`${left.length.toLocaleString('en')} smaller ones are not drawn.`]
        : []),
    ],
  };
}

/** The series of a measure, and whether shares are still to be worked out of them. */
function measured(
  series: readonly Series[],
  measure: AttributionOptions['measure']
): { all: Series[]; isWorkedOut: boolean } {
  const of = (role: string): Series[] =>
    series.filter(
      (each) => each.role === role && each.labels.dataset !== 'reference' && each.values.some((value) => value !== null)
    );
  if (measure !== 'share') {
    return { all: of(measure), isWorkedOut: false };
  }
  const given = of('attribution');
  return given.length > 0 ? { all: given, isWorkedOut: false } : { all: of('score'), isWorkedOut: true };
}

/** Shares add up within a model, window and segment. */
function groupOf({ series: { labels } }: Current): string {
  const { model, window, segment } = subjectOf(labels);
  return JSON.stringify([model, window, segment]);
}

function commonThresholds(bars: readonly Bar[]): Thresholds | undefined {
  const texts = new Set(
    bars.map(({ thresholds: { small, significant, critical } }) => [small, significant, critical].join())
  );
  return texts.size === 1 ? bars[0]?.thresholds : undefined;
}

function topOf(bars: readonly Bar[], thresholds: Thresholds = {}): number {
  const values = bars.flatMap(({ value, reference }) => [value, reference ?? 0]);
  const configured = bars[0]?.field.config.max;
  const top = configured ?? max([...values, ...Object.values<number>(thresholds)]) ?? 0;
  return top > 0 ? top : 1;
}
