export interface FeatureTrendOptions {
  /** Colour the ranges between thresholds. */
  readonly bands: boolean;
  readonly noiseFloor: boolean;
  readonly referenceVariation: boolean;
  /** Mark where another reference comes into use. */
  readonly promotions: boolean;
  readonly scale: 'linear' | 'log';
  /** The most lines at once; the rest are counted. */
  readonly limit: number;
}

export const FEATURE_TREND_DEFAULTS: FeatureTrendOptions = {
  bands: true,
  noiseFloor: true,
  referenceVariation: true,
  promotions: true,
  scale: 'linear',
  limit: 10,
};
