// How each finding on a model as a whole is shown, one line each: add a file, its test, and its line.
export { story } from './story.js';
export { performance } from './performance.js';
export { concept } from './concept.js';
export { changes } from './changes.js';
export { attribution } from './attribution.js';
export { importance } from './importance.js';
export { covariate } from './covariate.js';
export { domainClassifier } from './domainClassifier.js';
export { segmentShares } from './segmentShares.js';
export { signals } from './signals.js';
