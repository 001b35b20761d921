export interface DistributionOverlayOptions {
  /** Share of the values per unit of the feature, per bin, or up to a value. */
  readonly measure: 'density' | 'share' | 'cumulative';
  readonly axis: 'linear' | 'log';
  /** Whether to draw what each bin adds to the population stability index. */
  readonly contribution: boolean;
  /** The most bars of a categorical feature; the rest are summed. */
  readonly categories: number;
}

export const DISTRIBUTION_OVERLAY_DEFAULTS: DistributionOverlayOptions = {
  measure: 'density',
  axis: 'linear',
  contribution: true,
  categories: 20,
};
