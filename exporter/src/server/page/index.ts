export { statusPage } from './statusPage.js';
