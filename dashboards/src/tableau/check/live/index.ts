// Every check of a workbook on a store, in the order in which they run: add a file and its line.
export { storeVersion } from './storeVersion.js';
export { relationsThere } from './relationsThere.js';
export { columnTypes } from './columnTypes.js';
export { emptyStore } from './emptyStore.js';
export { queriesRun } from './queriesRun.js';
export { membersThere } from './membersThere.js';
export { shares } from './shares.js';
export { cardDomains } from './cardDomains.js';
