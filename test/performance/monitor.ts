/*
 * What the monitor costs, beside what else runs on the same machine at the same time: prints Markdown tables for
 * docs/ARCHITECTURE.md.
 *
 *   node build/test/performance/monitor.js [checks | year | segments | scrapes | history]...
 */
const benchmarks: Readonly<Record<string, () => Promise<void>>> = {
  checks: async () => (await import('./monitorChecks.js')).checks(),
  year: async () => (await import('./monitorYear.js')).year(),
  segments: async () => (await import('./monitorSegments.js')).segments(),
  scrapes: async () => (await import('./monitorScrapes.js')).scrapes(),
  history: async () => (await import('./monitorHistory.js')).history(),
};
const names = process.argv.slice(2);
for (const name of names.length > 0 ? names : Object.keys(benchmarks)) {
  const run = benchmarks[name];
  if (run === undefined) throw new Error(`no benchmark ${name}: ${Object.keys(benchmarks).join(', ')}`);
  await run();
}
