/** Metrics that alert rules name and that are about to be exported, with their labels. Take out what is. */
export const aboutToCome: ReadonlyMap<string, readonly string[]> = new Map([
  ['drift_picture_info', ['model', 'feature', 'path']],
]);

/** Metrics of later stages: their alerts sleep until then. */
export const sleeping: ReadonlyMap<string, readonly string[]> = new Map([
  ['drift_quality_score', ['model']],
  ['drift_concept_detected', ['model', 'window']],
  ['drift_covariate_score', ['model', 'window']],
  ['drift_covariate_threshold', ['model', 'window']],
  ['drift_probability', ['model', 'feature']],
]);
