import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { DriftError } from '../../exporter/src/errors.js';
import { fetchDebianPackage } from './debianPackage.js';

export interface AlertmanagerBinaries {
  readonly alertmanager: string;
  readonly amtool: string;
  /** The folder to start them in, where they look for their own templates there. */
  readonly folder?: string;
}

/** Where Debian's build looks for its templates, and the same place as seen from the folder that stands for `/`. */
const ASSETS = '/usr/share/prometheus/alertmanager';
const RELATIVE = 'usr/share/prometheus/alertmanager/';

/**
 * `alertmanager` (Debian: `prometheus-alertmanager`) and `amtool`: from the folder ALERTMANAGER_BIN, from the PATH, else
 * from Debian's or Ubuntu's package, fetched without root into .cache/prometheus-alertmanager on first use.
 * DRIFT_TEST_ALERTMANAGER=download skips the first two. Fails with `input_missing` where none of them works.
 */
export async function findAlertmanager(): Promise<AlertmanagerBinaries> {
  if (process.env.DRIFT_TEST_ALERTMANAGER !== 'download') {
    const folders = [process.env.ALERTMANAGER_BIN, ...(process.env.PATH ?? '').split(delimiter)];
    for (const folder of folders) {
      const found = folder ? binariesIn(folder) : undefined;
      if (found !== undefined) return found;
    }
  }
  return downloaded();
}

function binariesIn(folder: string): AlertmanagerBinaries | undefined {
  const [alertmanager] = ['alertmanager', 'prometheus-alertmanager']
    .map((name) => join(folder, name))
    .filter((file) => existsSync(file));
  const amtool = join(folder, 'amtool');
  return alertmanager !== undefined && existsSync(amtool) ? { alertmanager, amtool } : undefined;
}

async function downloaded(): Promise<AlertmanagerBinaries> {
  const root = join(process.cwd(), '.cache', 'prometheus-alertmanager');
  const binaries = {
    alertmanager: join(root, 'usr', 'bin', 'alertmanager-relocated'),
    amtool: join(root, 'usr', 'bin', 'amtool-relocated'),
    folder: root,
  };
  const isThere = () => existsSync(binaries.alertmanager) && existsSync(binaries.amtool);
  if (isThere()) return binaries;
  try {
    const unpacked = join(await fetchDebianPackage('prometheus-alertmanager'), 'usr', 'bin');
    await relocate(join(unpacked, 'prometheus-alertmanager'), binaries.alertmanager);
    await relocate(join(unpacked, 'amtool'), binaries.amtool);
  } catch (cause) {
    if (isThere()) return binaries;
    throw new DriftError(
      'input_missing',
      'no Alertmanager for the tests: install one (Debian: apt-get install prometheus-alertmanager), set ALERTMANAGER_BIN to the folder of alertmanager and amtool, or let apt-get fetch the package',
      { cause },
    );
  }
  return binaries;
}

/** Debian's build reads its own templates from an absolute path, which is not there without root. */
async function relocate(from: string, to: string): Promise<void> {
  const program = await readFile(from);
  const [absolute, relative] = [Buffer.from(ASSETS), Buffer.from(RELATIVE)];
  for (let at = program.indexOf(absolute); at >= 0; at = program.indexOf(absolute, at))
    relative.copy(program, at);
  const own = `${to}-${process.pid}`;
  await writeFile(own, program, { mode: 0o755 });
  await rename(own, to);
}
