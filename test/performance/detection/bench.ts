/**
 * How well drift is detected, beside other rules: the tables and pictures of docs/DETECTION.md.
 *
 *     npm run bench:detection -- batches|flips|streams|cost [--quick]
 */
const parts: Readonly<Record<string, () => Promise<unknown>>> = {
  batches: () => import('./batches/bench.js'),
  flips: () => import('./batches/flips.js'),
  streams: () => import('./streams/bench.js'),
  cost: () => import('./cost/bench.js'),
};
const wanted = process.argv.slice(2).filter((argument) => argument in parts);
for (const part of wanted.length > 0 ? wanted : Object.keys(parts)) await parts[part]?.();
