export { audit } from './audit.js';
export { backfill } from './backfill.js';
export { backtest } from './backtest.js';
export { check } from './check.js';
export { reference } from './reference.js';
export { report } from './report.js';
export { serve } from './serve.js';
export { validateConfig } from './validateConfigCommand.js';
