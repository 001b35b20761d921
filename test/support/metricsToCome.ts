/** Metrics of later stages: their alerts sleep until then. */
export const sleeping: ReadonlyMap<string, readonly string[]> = new Map([
  ['drift_concept_detected', ['model', 'window']],
  ['drift_covariate_score', ['model', 'window']],
  ['drift_covariate_threshold', ['model', 'window']],
  ['drift_probability', ['model', 'feature']],
]);
