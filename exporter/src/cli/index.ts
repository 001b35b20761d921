export { check } from './check.js';
export { reference } from './reference.js';
export { validateConfig } from './validateConfigCommand.js';
