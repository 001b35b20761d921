// Every statistic of the joint distribution, one line each: add a file, its test, and its line.
export { pcaReconstruction } from './pcaReconstruction.js';
export { hotelling } from './hotelling.js';
export { correlation } from './correlation.js';
export { frechet } from './frechet.js';
