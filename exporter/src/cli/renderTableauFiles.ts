import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DriftError } from '../errors.js';
import { installedFile } from '../installedFile.js';
import type { RenderTableauOptions } from './render.js';
import { connectFile } from './tableau/connectFile.js';

const WORKBOOK = 'DriftMonitoringDashboard.twb';
const DATA_SOURCES = 'datasources';

/**
 * `render tableau`: writes workbook and data sources for a server and prints the workbook's path, or prints the workbook.
 * @throws DriftError `usage`, `output_unwritable`, or `input_missing` where they are not part of this installation
 */
export async function renderTableauFiles(
  options: RenderTableauOptions,
  out: (text: string) => void,
): Promise<void> {
  for (const name of ['host', 'database', 'user'] as const) checkName(name, options[name]);
  const folder = installedFile('tableau', 'dashboards/tableau');
  const read = async (path: string): Promise<string> =>
    connectFile(await readFile(join(folder, path), 'utf8'), options);
  const { output } = options;
  if (output === undefined) {
    out(await read(WORKBOOK));
    return;
  }
  const names = (await readdir(join(folder, DATA_SOURCES))).sort();
  try {
    // the workbook last: where it is, all is
    for (const path of [...names.map((name) => join(DATA_SOURCES, name)), WORKBOOK]) {
      const target = join(output, path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(`${target}.part`, await read(path));
      await rename(`${target}.part`, target);
    }
  } catch (cause) {
    if (cause instanceof DriftError) throw cause;
    throw new DriftError('output_unwritable', 'cannot be written; check that its folder exists', {
      file: output,
      cause,
    });
  }
  out(`${join(output, WORKBOOK)}\n`);
}

/** What a person mistypes; what is special in XML is none of their concern. */
function checkName(option: string, value: string): void {
  // somebody's url may hold a password
  const shown = JSON.stringify(value.replace(/:\/\/.*@/s, '://<secret>@'));
  const wrong = (expected: string): DriftError =>
    new DriftError('usage', `--${option} must be ${expected}, got ${shown}`);
  // XML 1.0 has no way to write them
  if (value.trim() === '' || /[\p{Cc}\p{Cs}\ufffe\uffff]/u.test(value))
    throw wrong('a name without control characters');
  if (option === 'host' && /:\/\/|\/|@/.test(value)) {
    throw wrong('the name of a host alone, without user, port or path');
  }
}
