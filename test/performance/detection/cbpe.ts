import { execFile } from 'node:child_process';
import { parseArgs, promisify } from 'node:util';
import { estimateError } from '../../../exporter/src/detection/performance/estimateError.js';
import { estimatePerformance } from '../../../exporter/src/detection/performance/estimatePerformance.js';
import { measurePerformance } from '../../../exporter/src/detection/performance/measurePerformance.js';
import { scoreCalibration } from '../../../exporter/src/detection/performance/scoreCalibration.js';
import {
  windowOutcome,
  type ClassificationOutcome,
} from '../../../exporter/src/detection/performance/windowOutcome.js';
import { cellsOf, numericGrid, type NumericGrid } from '../../../exporter/src/profile/grid.js';
import { scoreOutcomes } from '../../../exporter/src/profile/outcome.js';
import { profileOf } from '../../../exporter/src/profile/profile.js';
import { createDuckDBSource } from '../../../exporter/src/sources/duckdb.js';
import type { NumericSummary, Source } from '../../../exporter/src/sources/source.js';

const run = promisify(execFile);

/**
 * Performance estimated without labels, month by month over the flights, beside the truth and NannyML's CBPE. The
 * reference is January and February; rows without a label are left out on both sides, so that both speak of the
 * same rows.
 *
 *     node build/test/performance/detection/cbpe.js --python VENV/bin/python
 *
 * Without `--python` NannyML's column is empty. Prints Markdown.
 */
const flights = 'examples/flights/flights.parquet';
const metrics = ['roc_auc', 'accuracy', 'f1'] as const;
const score = { name: 'late_probability', kind: 'numeric' as const };
const joint = scoreOutcomes({
  task: 'classification',
  prediction: 'late_probability',
  label: 'late',
  decisionThreshold: 0.5,
  center: 0,
});

interface Peer {
  readonly versions: Readonly<Record<string, string>>;
  readonly needs_calibration: boolean;
  readonly months: Readonly<
    Record<string, Readonly<Record<string, Record<'estimate' | 'lower' | 'upper' | 'truth', number>>>>
  >;
}

const source = await createDuckDBSource({ name: 'flights' });
const peer = await nannyml();
try {
  await compare();
} finally {
  await source.close();
}

async function compare(): Promise<void> {
  const reference = selection(0, 2);
  const [summary] = await source.summarise(reference, [score]);
  const grid = numericGrid(summary as NumericSummary);
  const before = await outcomeIn(source, grid, reference);
  const calibration = scoreCalibration(before);
  if (calibration === undefined) throw new Error('the reference cannot be calibrated');
  console.log(
    `Ours calibrates: ${calibration.method} (p ${calibration.p_value.toExponential(1)}, ${calibration.blocks.length} blocks).`,
  );
  if (peer !== undefined) {
    const versions = Object.entries(peer.versions).map((entry) => entry.join(' '));
    console.log(`${versions.join(', ')} calibrates: ${peer.needs_calibration}.`);
  }
  const windows = [
    { name: 'reference', outcome: before },
    ...(await Promise.all(
      Array.from({ length: 10 }, async (_, index) => ({
        name: `2013-${String(index + 3).padStart(2, '0')}`,
        outcome: await outcomeIn(source, grid, selection(index + 2, index + 3)),
      })),
    )),
  ];
  for (const metric of metrics) {
    console.log(
      `\n| ${metric} | true | estimated | band | NannyML | its band | our error |\n|---|--:|--:|:-:|--:|:-:|--:|`,
    );
    for (const { name, outcome } of windows) {
      const truth = measurePerformance(outcome)[metric]?.value;
      const { value, lower, upper } = estimatePerformance(calibration, outcome)[metric] ?? {};
      const other = peer?.months[name]?.[metric];
      const error = estimateError(calibration, outcome)[metric];
      const cells = [
        name,
        rounded(truth),
        rounded(value),
        `${rounded(lower)}–${rounded(upper)}`,
        rounded(other?.estimate),
        `${rounded(other?.lower)}–${rounded(other?.upper)}`,
        `${rounded(error?.error)}${error?.within === true ? '' : ', outside'}`,
      ];
      console.log(`| ${cells.join(' | ')} |`);
      const off = Math.abs((truth ?? NaN) - (other?.truth ?? truth ?? NaN));
      if (off > 1e-3) throw new Error(`${name}: ${metric} ${truth}, by single rows ${other?.truth}`);
    }
  }
}

/** Flights of the months from … up to …, counted from January; of those with a label. */
function selection(from: number, to: number): Parameters<Source['summarise']>[0] {
  return {
    relation: { query: `SELECT * FROM '${flights}' WHERE late IS NOT NULL` },
    timestampColumn: 'scheduled_at',
    from: new Date(Date.UTC(2013, from)),
    to: new Date(Date.UTC(2013, to)),
  };
}

async function outcomeIn(
  source: Source,
  grid: NumericGrid,
  selection: Parameters<Source['summarise']>[0],
): Promise<ClassificationOutcome> {
  const [counted] = await source.count({
    selection,
    features: [{ feature: score, cells: cellsOf(grid) }],
    joint,
  });
  const outcome = counted && windowOutcome(profileOf(grid, counted), 'classification');
  if (outcome === undefined) throw new Error('the source gave no counts');
  return outcome;
}

async function nannyml(): Promise<Peer | undefined> {
  const { python } = parseArgs({ options: { python: { type: 'string' } } }).values;
  if (python === undefined) return undefined;
  const { stdout } = await run(python, ['test/performance/detection/nannyml_cbpe.py', flights], {
    maxBuffer: 2 ** 24,
  });
  return JSON.parse(stdout) as Peer;
}

function rounded(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(3);
}
