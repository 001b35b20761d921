import type { PanelModel } from '@grafana/data';
import { defaultOptions, type PanelOptions, type ViewId, viewList } from './options';

/** Panels that this one may take the place of, and the view that shows most of what they did. */
const successors: Readonly<Record<string, string>> = {
  heatmap: 'psiHeatmap',
  'status-history': 'psiHeatmap',
  'state-timeline': 'psiHeatmap',
  histogram: 'distributionOverlay',
  barchart: 'attribution',
  bargauge: 'attribution',
  timeseries: 'featureTrend',
};

/**
 * Completes what a dashboard holds, when it loads: options that a newer version added get their defaults, values that no
 * version knows (a dashboard written by hand) too.
 */
export function migrateOptions(panel: PanelModel<Partial<PanelOptions>>): Partial<PanelOptions> {
  const stored: Record<string, unknown> = { ...panel.options };
  const view = knownView(stored.view) ?? defaultOptions.view;
  const perView = viewList.map(({ id, view: { defaults } }) => [id, completed(stored[id], defaults)] as const);
  const { click, featureVariable, modelVariable } = completed(stored, defaultOptions) as PanelOptions;
  return { click, featureVariable, modelVariable, view, ...Object.fromEntries(perView) };
}

/** When another panel becomes this one: the view that shows most of what it did, unless one has been chosen. */
export function takePlaceOf(panel: PanelModel<Partial<PanelOptions>>, before: string): Partial<PanelOptions> {
  const view = knownView(panel.options?.view) ?? knownView(successors[before]) ?? defaultOptions.view;
  return migrateOptions({ ...panel, options: { ...panel.options, view } });
}

function knownView(id: unknown): ViewId | undefined {
  return viewList.find((each) => each.id === id)?.id;
}

/** The defaults with what is stored, as far as it is of the same type. */
function completed(stored: unknown, defaults: object): object {
  const values: Record<string, unknown> = typeof stored === 'object' && stored !== null ? { ...stored } : {};
  return Object.fromEntries(
    Object.entries(defaults).map(([key, value]) => [key, typeof values[key] === typeof value ? values[key] : value])
  );
}
