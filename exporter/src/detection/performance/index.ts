// Every measure of performance, one line each: add a file, its test, and its line.
export { rocAuc } from './rocAuc.js';
export { accuracy } from './accuracy.js';
export { precision } from './precision.js';
export { recall } from './recall.js';
export { f1 } from './f1.js';
export { brier } from './brier.js';
export { logLoss } from './logLoss.js';
export { calibration } from './calibration.js';
export { mae } from './mae.js';
export { rmse } from './rmse.js';
export { r2 } from './r2.js';
export { bias } from './bias.js';
