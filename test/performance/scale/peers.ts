import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { driftExporter, measureProcess, option, type Command, type Measure } from '../measureProcess.js';
import { printTable, quantile } from '../monitorReport.js';
import { sidesOf } from './sidesFile.js';

const run = promisify(execFile);

/**
 * One-shot `check` beside Evidently and NannyML on the same two Parquet files, each with the statistics that it computes by
 * default, in turn. Python's packages go into an environment of their own under `.cache/`, and their usage reports are
 * switched off. Each process starts, reads both files and computes; its result is not drawn.
 *
 *     npm run bench:peers -- --runs 3
 */
const sizes = [
  { rows: 100_000, columns: 50 },
  { rows: 1_000_000, columns: 20 },
];
const runs = option('runs', 3);
const quiet = { NML_DISABLE_USAGE_LOGGING: '1', DO_NOT_TRACK: '1' };

const peers = [
  {
    name: 'Evidently, drift preset',
    script: 'evidently_check.py',
    packages: ['evidently==0.7.23', 'pandas<3', 'numpy<2.3', 'pyarrow'],
  },
  {
    name: 'NannyML, univariate drift (Jensen–Shannon)',
    script: 'nannyml_check.py',
    packages: ['nannyml==0.13.1', 'statsmodels', 'pandas<3', 'numpy<2.3', 'pyarrow'],
  },
] as const;

interface Contender {
  readonly name: string;
  readonly command: (reference: string, current: string) => Command;
}

const contenders: Contender[] = [
  {
    name: 'drift-exporter check, all statistics',
    command: (reference, current) =>
      driftExporter('check', '--reference', reference, '--current', current, '--format', 'json'),
  },
];
for (const { name, script, packages } of peers) {
  try {
    const python = await installed(script.replace('_check.py', ''), packages);
    const path = resolve('test', 'performance', 'scale', script);
    contenders.push({
      name,
      command: (...files) => ({ command: python, args: [path, ...files], environment: quiet }),
    });
  } catch (error) {
    process.stderr.write(`${name} is left out, it could not be installed: ${String(error)}\n`);
  }
}
for (const { rows, columns } of sizes) {
  const files = await sidesOf(rows, columns);
  const measured = contenders.map((): Measure[] => []);
  for (let round = 0; round < runs; round++) {
    for (const [index, { command }] of contenders.entries()) {
      measured[index]?.push(await measureProcess(command(...files)));
    }
  }
  print(`${rows.toLocaleString('en')} rows a side × ${columns}, median of ${runs}`, measured);
}

/** @returns the environment's Python */
async function installed(name: string, packages: readonly string[]): Promise<string> {
  const folder = resolve('.cache', 'bench', `python-${name}`);
  const python = join(folder, 'bin', 'python3');
  if (!existsSync(python)) {
    await run('python3', ['-m', 'venv', folder]);
    await run(python, ['-m', 'pip', 'install', '--quiet', ...packages]);
  }
  await run(python, ['-c', `import ${name}`], { env: { ...process.env, ...quiet } });
  return python;
}

function print(title: string, measured: readonly (readonly Measure[])[]): void {
  const median = (measures: readonly Measure[] | undefined, of: (one: Measure) => number): number =>
    quantile((measures ?? []).map(of), 0.5);
  const of = (index: number) => ({
    seconds: median(measured[index], ({ seconds }) => seconds),
    processor: median(measured[index], ({ processorSeconds }) => processorSeconds),
    megabytes: median(measured[index], ({ megabytes }) => megabytes),
    load: median(measured[index], ({ load }) => load),
  });
  const own = of(0);
  printTable(
    [title, 'seconds', 'of ours', 'processor seconds', 'of ours', 'peak MB', 'of ours', 'load'],
    contenders.map(({ name }, index) => {
      const { seconds, processor, megabytes, load } = of(index);
      return [
        name,
        seconds.toFixed(2),
        (seconds / own.seconds).toFixed(1),
        processor.toFixed(2),
        (processor / own.processor).toFixed(1),
        megabytes.toFixed(0),
        (megabytes / own.megabytes).toFixed(1),
        load.toFixed(1),
      ];
    }),
  );
}
