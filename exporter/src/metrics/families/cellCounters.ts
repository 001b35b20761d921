import { presentRows, psiCounts } from '../../profile/profile.js';
import type { FeatureFamily, Sample } from '../family.js';
import type { FeatureView } from '../featureView.js';

/** One series a PSI cell, by index. */
function byCell(view: FeatureView, values: Iterable<number>): Sample[] {
  const { model, feature, version = '' } = view;
  return Array.from(values, (value, cell) => ({
    labels: { model, feature, version, cell: String(cell) },
    value,
  }));
}

export const cellObservations: FeatureFamily = {
  name: 'drift_cell_observations_total',
  help: 'Values counted in each PSI cell, once, as their bucket first closes.',
  group: 'counters',
  type: 'counter',
  samples({ counter, writer, ...view }) {
    if (counter === undefined) return [];
    const own: Sample['labels'] = writer === undefined ? {} : { writer };
    return byCell(view, counter.counts).map(({ labels, value }) => ({
      labels: { ...labels, ...own },
      value,
    }));
  },
};

export const cellReferenceRatio: FeatureFamily = {
  name: 'drift_cell_reference_ratio',
  help: "Share of the reference's values in each PSI cell.",
  group: 'counters',
  type: 'gauge',
  samples(view) {
    const rows = view.reference === undefined ? 0 : presentRows(view.reference);
    if (view.reference === undefined || rows === 0) return [];
    return byCell(
      view,
      psiCounts(view.reference).map((count) => count / rows),
    );
  },
};

export const cellReferenceRows: FeatureFamily = {
  name: 'drift_cell_reference_rows',
  help: "The reference's values: an empty cell counts as half of one.",
  group: 'counters',
  type: 'gauge',
  samples({ model, feature, version = '', reference }) {
    return reference === undefined
      ? []
      : [{ labels: { model, feature, version }, value: presentRows(reference) }];
  },
};
