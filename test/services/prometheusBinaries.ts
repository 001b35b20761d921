import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { DriftError } from '../../exporter/src/errors.js';
import { fetchDebianPackage } from './debianPackage.js';

export interface PrometheusBinaries {
  readonly prometheus: string;
  readonly promtool: string;
}

/**
 * `prometheus` and `promtool`: from the folder PROMETHEUS_BIN, from the PATH, else from Debian's or Ubuntu's package,
 * fetched without root into .cache/prometheus on first use. DRIFT_TEST_PROMETHEUS=download skips the first two. Fails
 * with `input_missing` where none of them works.
 */
export async function findPrometheus(): Promise<PrometheusBinaries> {
  if (process.env.DRIFT_TEST_PROMETHEUS !== 'download') {
    const folders = [process.env.PROMETHEUS_BIN, ...(process.env.PATH ?? '').split(delimiter)];
    for (const folder of folders) if (folder && isComplete(folder)) return binariesIn(folder);
  }
  return downloaded();
}

function binariesIn(folder: string): PrometheusBinaries {
  return { prometheus: join(folder, 'prometheus'), promtool: join(folder, 'promtool') };
}

function isComplete(folder: string): boolean {
  return Object.values(binariesIn(folder)).every((file) => existsSync(file));
}

async function downloaded(): Promise<PrometheusBinaries> {
  const binaries = join(process.cwd(), '.cache', 'prometheus', 'usr', 'bin');
  if (isComplete(binaries)) return binariesIn(binaries);
  try {
    await fetchDebianPackage('prometheus');
  } catch (cause) {
    if (isComplete(binaries)) return binariesIn(binaries);
    throw new DriftError(
      'input_missing',
      'no Prometheus for the tests: install one (Debian: apt-get install prometheus), set PROMETHEUS_BIN to the folder of prometheus and promtool, or let apt-get fetch the package',
      { cause },
    );
  }
  return binariesIn(binaries);
}
