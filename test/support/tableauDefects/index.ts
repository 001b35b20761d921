// Every kind of defect in a workbook's file: add a file and its line.
export { fileDefects } from './files.js';
export { calculationDefects } from './calculations.js';
export { sheetDefects } from './sheets.js';
export { dashboardDefects } from './dashboards.js';
