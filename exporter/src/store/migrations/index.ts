export { first } from './first/first.js';
export { second } from './second/second.js';
