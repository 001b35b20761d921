import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { printTable, quantile } from './monitorReport.js';
import { flightsFolder, untilReady } from './monitorYear.js';

const RUNS = 3;
const variants = [
  { name: 'all rows', segments: [] },
  { name: 'and by origin: 3 values and the rest', segments: ['origin'] },
  { name: 'and by carrier: 10 values and the rest', segments: ['carrier'] },
] as const;

/** The flights' year from nothing until `/-/ready`, with segments and without, in turn. */
export async function segments(): Promise<void> {
  const seen = new Map<string, { took: number; processor: number; peak: number }[]>();
  for (let run = 0; run < RUNS; run++) {
    for (const { name, segments: columns } of variants) {
      const folder = flightsFolder();
      const wish = `    segments: ${JSON.stringify(columns)}\n`;
      appendFileSync(join(folder, 'monitoring_config.yaml'), wish);
      seen.set(name, [...(seen.get(name) ?? []), await untilReady(folder)]);
    }
  }
  const medians = Array.from(seen, ([name, runs]) => ({
    name,
    took: quantile(
      runs.map(({ took }) => took),
      0.5,
    ),
    processor: quantile(
      runs.map(({ processor }) => processor),
      0.5,
    ),
    peak: quantile(
      runs.map(({ peak }) => peak),
      0.5,
    ),
  }));
  const plain = medians[0]?.processor ?? NaN;
  printTable(
    [`336,776 flights, 16 features, median of ${RUNS}`, 'seconds', 'processor s', 'of all rows', 'peak MB'],
    medians.map(({ name, took, processor, peak }) => [
      name,
      (took / 1000).toFixed(1),
      (processor / 1000).toFixed(1),
      (processor / plain).toFixed(2),
      peak.toFixed(0),
    ]),
  );
}
