export { performance } from './performance.js';
export { covariate } from './covariate.js';
export { importance } from './importance.js';
export { decompositions } from './decompositions.js';
export { segmentShares } from './segmentShares.js';
export { conceptSignals } from './conceptSignals.js';
export { probabilities } from './probabilities.js';
