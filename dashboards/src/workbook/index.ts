// Every dashboard of the workbook: add a file and its line.
export { overview } from './overview.js';
export { featureAnalysis } from './featureAnalysis.js';
export { alertManagement } from './alertManagement.js';
export { performanceMonitoring } from './performanceMonitoring.js';
