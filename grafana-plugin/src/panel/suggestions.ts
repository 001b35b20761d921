import type { DataFrame, Field, VisualizationSuggestionsBuilder } from '@grafana/data';
import { isHistogramFrame } from '../frames/distributionNative';
import { readSeries } from '../frames/series';
import { defaultOptions, type PanelOptions, type ViewId, viewList } from './options';

/** Roles whose presence says that a view fits. */
const fitting: ReadonlyArray<readonly [role: string, view: string]> = [
  ['distribution', 'distributionOverlay'],
  ['category', 'distributionOverlay'],
  ['bucket', 'distributionOverlay'],
  ['score', 'psiHeatmap'],
  ['score', 'featureTrend'],
  ['attribution', 'attribution'],
];

interface Suggestion {
  readonly name: string;
  readonly options: Partial<PanelOptions>;
}

/** Suggests the views that fit, where the data is about drift by the names of its metrics or columns, or a histogram. */
export function suggestedViews(frames: readonly DataFrame[]): Suggestion[] {
  const names = frames.flatMap(({ fields }) => fields.flatMap(namesOf));
  const ids = new Set<string>();
  if (names.some((name) => name.startsWith('drift_') || name === 'psi' || name === 'ratio_reference')) {
    const roles = new Set(readSeries(frames).map(({ role }) => role as string));
    fitting.filter(([role]) => roles.has(role)).forEach(([, id]) => ids.add(id));
  }
  if (
    names.includes('ratio_reference') ||
    frames.some((frame) => isHistogramFrame(frame) || frame.fields.some(isBucket))
  ) {
    ids.add('distributionOverlay');
  }
  return viewList
    .filter(({ id }) => ids.has(id))
    .map(({ id, view }) => ({ name: view.name, options: { ...defaultOptions, view: id satisfies ViewId } }));
}

const isBucket = ({ labels }: Field): boolean => labels?.le !== undefined || labels?.upper !== undefined;

/** Of the metric, or of the column; Prometheus' tables have metrics in a column of their own. */
function namesOf({ name, labels, values }: Field): string[] {
  const texts = name === '__name__' ? Array.from(new Set(values.filter((value) => typeof value === 'string'))) : [];
  return [labels?.__name__ ?? name, ...texts];
}

/** For Grafana from 12.3 on a function of a summary of the data; for those before an object with a method. This is both. */
export const suggestions = Object.assign(
  (summary: { readonly rawFrames?: DataFrame[] }) => suggestedViews(summary.rawFrames ?? []),
  {
    getSuggestionsForData(builder: VisualizationSuggestionsBuilder): void {
      const { data } = builder as { data?: { series: DataFrame[] } };
      const appender = builder.getListAppender({
        name: 'Drift',
        pluginId: 'driftmonitoring-drift-panel',
        options: {} as PanelOptions,
      } as never);
      for (const { name, options } of suggestedViews(data?.series ?? [])) {
        appender.append({ name, options });
      }
    },
  }
);
