// Every family of series that a model's state gives: add a file, its test, and its line.
export { features, datasetRatio, datasetDetected, datasetActive, modelInfo, referenceInfo } from './model.js';
export { windowEnd, newestRow, lastSuccess, checkFailed, stale, backlog, promotionDue } from './freshness.js';
export {
  active,
  activeSeverity,
  activeSince,
  detected,
  severity,
  inconclusive,
  threshold,
} from './verdicts.js';
export { scoreFamilies } from './scores.js';
export { rows, referenceMissing } from './rows.js';
export { means } from './means.js';
export { distribution, categories } from './distributions.js';
export { cellObservations, cellReferenceRatio, cellReferenceRows } from './cellCounters.js';
export { observations } from './observations.js';
export { picture } from './pictures.js';
export {
  performance,
  performanceReference,
  performanceWorse,
  performanceEstimated,
  performanceEstimatedBound,
  labelledRatio,
} from './performance.js';
export { covariateScore, covariateThreshold, covariateDetected } from './covariate.js';
export { conceptDetected, conceptSignals } from './concept.js';
export { probability, probabilityThreshold } from './probability.js';
export { attributionRatio, importanceRatio, segmentShare } from './attribution.js';
export { qualityScore, quarantinedRows } from './quality.js';
