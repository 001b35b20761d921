import { countsBetween, presentRows } from '../../profile/profile.js';
import type { FeatureFamily, Sample } from '../family.js';
import { labelText } from '../labelText.js';

const datasets = ['reference', 'current'] as const;

export const distribution: FeatureFamily = {
  name: 'drift_distribution_ratio',
  help: 'Share of the values that are at most `upper`, in the shortest window; numeric features only.',
  group: 'distributions',
  type: 'gauge',
  samples({ model, feature, shortest }) {
    const grid = shortest?.comparison.reference.grid;
    if (shortest === undefined || grid?.kind !== 'numeric') return [];
    const uppers = [...Array.from(grid.drawingEdges, (edge) => String(grid.edges[edge])), '+Inf'];
    return datasets.flatMap((dataset): Sample[] => {
      const profile = shortest.comparison[dataset];
      const rows = presentRows(profile);
      let below = 0;
      if (rows === 0) return [];
      return Array.from(countsBetween(profile.counts, grid.drawingEdges), (count, cell) => {
        below += count;
        const labels = { model, feature, window: shortest.window, dataset, upper: uppers[cell] ?? '' };
        return { labels, value: below / rows };
      });
    });
  },
};

export const categories: FeatureFamily = {
  name: 'drift_category_ratio',
  help: 'Share of the values in a category, in the shortest window; `other` are rarer ones of the reference, `unseen` ones that it does not have.',
  group: 'distributions',
  type: 'gauge',
  samples({ model, feature, shortest }) {
    const grid = shortest?.comparison.reference.grid;
    if (shortest === undefined || grid?.kind !== 'categorical') return [];
    const names = [...grid.categories.map(categoryLabel), 'other', 'unseen'];
    return datasets.flatMap((dataset): Sample[] => {
      const profile = shortest.comparison[dataset];
      const rows = presentRows(profile);
      if (rows === 0) return [];
      return Array.from(profile.counts, (count, cell) => {
        const labels = { model, feature, window: shortest.window, dataset, category: names[cell] ?? '' };
        return { labels, value: count / rows };
      });
    });
  },
};

/** A category that is itself called `other` or `unseen` goes into quotes, so that no two cells share a name. */
export function categoryLabel(name: string): string {
  return /^"*(other|unseen)"*$/.test(name) ? `"${name}"` : labelText(name);
}
