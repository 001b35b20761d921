// Every statistic, one line each: add a file, its test, and its line.
export { psi } from './psi.js';
export { missingPsi } from './missingPsi.js';
export { kolmogorovSmirnov } from './kolmogorovSmirnov.js';
export { jensenShannon } from './jensenShannon.js';
export { hellinger } from './hellinger.js';
export { wasserstein } from './wasserstein.js';
export { totalVariation } from './totalVariation.js';
export { lInfinity } from './lInfinity.js';
export { kullbackLeibler } from './kullbackLeibler.js';
export { chiSquared } from './chiSquared.js';
export { gTest } from './gTest.js';
export { cramerVonMises } from './cramerVonMises.js';
