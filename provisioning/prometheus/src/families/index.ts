// Every family of alerts: add a file, its test in ../../tests, and its line.
export { features } from './features.js';
export { dataset } from './dataset.js';
export { missing } from './missing.js';
export { quality } from './quality.js';
export { staleness } from './staleness.js';
export { sources } from './sources.js';
export { exporter } from './exporter.js';
export { concept } from './concept.js';
export { covariate } from './covariate.js';
export { performance } from './performance.js';
export { predicted } from './predicted.js';
