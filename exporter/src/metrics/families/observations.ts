import type { FeatureFamily, Sample } from '../family.js';

/** The cell counters of a numeric feature again, in the form that `histogram_quantile()` and heatmaps take. */
export const observations: FeatureFamily = {
  name: 'drift_observations',
  help: 'Values counted, by upper edge of their PSI cell, once, as their bucket first closes; numeric features only.',
  group: 'counters',
  type: 'histogram',
  samples({ model, feature, version = '', reference, counter, writer }) {
    if (reference?.grid.kind !== 'numeric' || counter === undefined) return [];
    const { edges, psiEdges } = reference.grid;
    const uppers = [...Array.from(psiEdges, (edge) => String(edges[edge])), '+Inf'];
    const labels = { model, feature, version, ...(writer !== undefined && { writer }) };
    let below = 0;
    const buckets = uppers.map((le, cell): Sample => {
      below += counter.counts[cell] ?? 0;
      return { suffix: '_bucket', labels: { ...labels, le }, value: below };
    });
    return [
      ...buckets,
      { suffix: '_sum', labels, value: counter.sum },
      { suffix: '_count', labels, value: below },
    ];
  },
};
