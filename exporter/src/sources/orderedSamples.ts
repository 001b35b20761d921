export { orderedDistances } from './samples/orderedDistances.js';
