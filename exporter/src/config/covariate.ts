import { flag, integer, section } from './fields.js';

/** Whether and how the joint distribution of numeric features is watched. */
export const covariate = () =>
  section({
    enabled: flag().prefault(true),
    max_features: integer(2, 1_000).prefault(100),
  });
