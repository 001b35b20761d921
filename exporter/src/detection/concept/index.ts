// Every change detector, one line each: add a file, its test, and its line.
export { adwin } from './adwin.js';
export { ddm } from './ddm.js';
export { eddm } from './eddm.js';
export { hddmA } from './hddmA.js';
export { hddmW } from './hddmW.js';
export { pageHinkley } from './pageHinkley.js';
export { cusum } from './cusum.js';
