import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { madeOnce } from '../../services/madeOnce.js';
import { driftExporter, measureProcess, option, type Command, type Measure } from '../measureProcess.js';
import { printTable, quantile } from '../monitorReport.js';
import { withSides } from './sidesFile.js';

const run = promisify(execFile);

/**
 * One-shot `check` beside Evidently and NannyML on the same two Parquet files, each with the statistics that it computes by
 * default, in turn. Python's packages go into an environment of their own under `.cache/`, which stays, and their usage
 * reports are switched off. Each process starts, reads both files and computes; its result is not drawn.
 *
 *     npm run bench:peers -- --runs 3 --most-rows 1000000
 */
const sizes = [
  { rows: 10_000, columns: 10 },
  { rows: 100_000, columns: 50 },
  { rows: 1_000_000, columns: 20 },
];
const runs = option('runs', 3);
if (runs % 2 === 0) throw new Error('an even number of runs has no run in the middle; choose an odd one');
const mostRows = option('most-rows', 1_000_000);
const quiet = { NML_DISABLE_USAGE_LOGGING: '1', DO_NOT_TRACK: '1' };

/** Versions that work together on Python 3.11. */
const shared = ['pandas==2.3.3', 'numpy==2.2.6', 'scipy==1.17.1', 'scikit-learn==1.9.1', 'pyarrow==26.0.1'];
const peers = [
  {
    name: 'Evidently, drift preset',
    module: 'evidently',
    main: 'evidently==0.7.23',
    packages: shared,
  },
  {
    name: 'NannyML, univariate drift (Jensen–Shannon)',
    module: 'nannyml',
    main: 'nannyml==0.13.1',
    packages: [...shared, 'statsmodels==0.15.0'],
  },
];

interface Contender {
  readonly name: string;
  readonly command: (reference: string, current: string) => Command;
}

const own: Contender = {
  name: 'drift-exporter check, all statistics',
  command: (reference, current) =>
    driftExporter('check', '--reference', reference, '--current', current, '--format', 'json'),
};
const contenders = [own, ...(await installedPeers())];
for (const { rows, columns } of sizes.filter((size) => size.rows <= mostRows)) {
  const measured = await withSides(rows, columns, measureInTurn);
  print(
    `${rows.toLocaleString('en')} rows a side × ${columns}, ${runs === 1 ? 'one run' : `median of ${runs} runs`}`,
    measured,
  );
}

async function installedPeers(): Promise<Contender[]> {
  const found: Contender[] = [];
  for (const { name, module, main, packages } of peers) {
    try {
      const python = await installed(module, main, packages);
      const path = resolve('test', 'performance', 'scale', `${module}_check.py`);
      found.push({
        name,
        command: (...files) => ({ command: python, args: [path, ...files], environment: quiet }),
      });
    } catch (error) {
      process.stderr.write(`${name} is left out, it could not be installed: ${String(error)}\n`);
    }
  }
  return found;
}

/** @returns the environment's Python */
async function installed(module: string, main: string, packages: readonly string[]): Promise<string> {
  const folder = await madeOnce(resolve('.cache', 'bench', `python-${main}`), async (own) => {
    const environment = join(own, 'environment');
    await run('python3', ['-m', 'venv', environment]);
    await run(pythonIn(environment), ['-m', 'pip', 'install', '--quiet', main, ...packages]);
    await run(pythonIn(environment), ['-c', `import ${module}`], { env: { ...process.env, ...quiet } });
    return environment;
  });
  return pythonIn(folder);
}

function pythonIn(environment: string): string {
  return join(environment, 'bin', 'python3');
}

/** @returns of each contender its runs; none where it fails */
async function measureInTurn(reference: string, current: string): Promise<Measure[][]> {
  const measured = contenders.map((): Measure[] => []);
  for (let round = 1; round <= runs; round++) {
    for (const [index, { name, command }] of contenders.entries()) {
      try {
        const measure = await measureProcess(command(reference, current));
        measured[index]?.push(measure);
        process.stderr.write(`${name}, run ${round}: ${measure.seconds.toFixed(1)} s\n`);
      } catch (error) {
        process.stderr.write(`${name}, run ${round}: ${String(error)}\n`);
      }
    }
  }
  return measured;
}

function print(title: string, measured: readonly (readonly Measure[])[]): void {
  const of = (index: number) => {
    const middle = (value: (one: Measure) => number): number =>
      quantile((measured[index] ?? []).map(value), 0.5);
    return {
      seconds: middle(({ seconds }) => seconds),
      processor: middle(({ processorSeconds }) => processorSeconds),
      megabytes: middle(({ megabytes }) => megabytes),
      load: middle(({ load }) => load),
    };
  };
  const ours = of(0);
  printTable(
    [title, 'seconds', 'of ours', 'processor seconds', 'of ours', 'peak MB', 'of ours', 'load'],
    contenders.map(({ name }, index) => {
      const { seconds, processor, megabytes, load } = of(index);
      return [
        name,
        seconds.toFixed(2),
        (seconds / ours.seconds).toFixed(1),
        processor.toFixed(2),
        (processor / ours.processor).toFixed(1),
        megabytes.toFixed(0),
        (megabytes / ours.megabytes).toFixed(1),
        load.toFixed(1),
      ];
    }),
  );
}
