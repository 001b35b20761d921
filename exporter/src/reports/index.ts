export { html } from './html.js';
export { json } from './json.js';
export { junit } from './junit.js';
export { markdown } from './markdown.js';
export { table } from './table.js';
