export { first } from './first/first.js';
