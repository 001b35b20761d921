export { html } from './html.js';
export { json } from './json.js';
export { markdown } from './markdown.js';
export { table } from './table.js';
