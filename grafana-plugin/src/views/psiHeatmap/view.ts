import type { View } from '../view';
import type { Heatmap } from './heatmap';
import { PSI_HEATMAP_DEFAULTS, type PsiHeatmapOptions } from './options';
import { prepare } from './prepare';
import { PsiHeatmap } from './PsiHeatmap';

export const psiHeatmap: View<Heatmap, PsiHeatmapOptions> = {
  name: 'PSI heatmap',
  description: 'Every feature over time, by the size of its drift',
  order: 2,
  defaults: PSI_HEATMAP_DEFAULTS,
  addOptions(builder) {
    builder
      .select({
        key: 'order',
        name: 'Order',
        choices: [
          { value: 'severity', label: 'Severity', description: 'The worst at the latest time first' },
          { value: 'name', label: 'Name' },
          { value: 'latest', label: 'Latest value' },
          { value: 'maximum', label: 'Maximum' },
          { value: 'similarity', label: 'Similarity', description: 'Features of like courses beside each other' },
        ],
      })
      .select({
        key: 'colour',
        name: 'Colour by',
        choices: [
          { value: 'severity', label: 'Severity', description: "The data's own verdicts and thresholds" },
          { value: 'thresholds', label: 'Field', description: 'Thresholds, mappings and overrides of the field' },
          { value: 'scale', label: 'Scale', description: "From 0 to the field's max, or the largest score" },
        ],
      })
      .toggle({
        key: 'hatch',
        name: 'Hatch without evidence',
        description: 'Scores that do not rise above what chance explains',
      })
      .toggle({ key: 'legend', name: 'Legend' });
  },
  prepare,
  Component: PsiHeatmap,
};
