export interface AttributionOptions {
  /** The score itself, its share of the model's drift, or the feature's importance to the model. */
  readonly measure: 'score' | 'share' | 'importance';
  /** The most bars at once; the rest are counted. */
  readonly limit: number;
}

export const ATTRIBUTION_DEFAULTS: AttributionOptions = { measure: 'score', limit: 20 };
