export interface PsiHeatmapOptions {
  readonly order: 'severity' | 'name' | 'latest' | 'maximum' | 'similarity';
  /** By the data's own verdicts and thresholds, by those of the field's configuration, or along a scale. */
  readonly colour: 'severity' | 'thresholds' | 'scale';
  /** Hatch cells whose score does not rise above chance. */
  readonly hatch: boolean;
  readonly legend: boolean;
}

export const PSI_HEATMAP_DEFAULTS: PsiHeatmapOptions = {
  order: 'severity',
  colour: 'severity',
  hatch: true,
  legend: true,
};
