import { execFile } from 'node:child_process';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Debian's or Ubuntu's package and what it depends on that is not installed, unpacked without root into
 * `.cache/<name>`; apt-get gets lists and caches of its own. Test files run side by side: each unpacks into a folder
 * of its own, and the last to finish wins.
 * @returns the folder that stands for `/`
 * @throws where apt-get is not there or cannot fetch the package
 */
export async function fetchDebianPackage(name: string): Promise<string> {
  const folder = join(process.cwd(), '.cache', name);
  const own = `${folder}-${process.pid}`;
  try {
    await unpack(name, own);
    await rm(folder, { recursive: true, force: true });
    await rename(join(own, 'root'), folder);
  } finally {
    await rm(own, { recursive: true, force: true });
  }
  return folder;
}

async function unpack(name: string, folder: string): Promise<void> {
  const archives = join(folder, 'archives');
  await mkdir(join(folder, 'lists', 'partial'), { recursive: true });
  await mkdir(join(archives, 'partial'), { recursive: true });
  const options = [
    ['Dir::State::lists', join(folder, 'lists')],
    ['Dir::Cache', folder],
    ['Dir::Cache::archives', archives],
    ['Debug::NoLocking', '1'],
    ['APT::Sandbox::User', ''],
    ['APT::Install-Recommends', 'false'],
  ].flatMap(([key, value]) => ['-o', `${key}=${value}`]);
  await run('apt-get', [...options, '-qq', 'update']);
  await run('apt-get', [...options, '-qq', '-y', '--download-only', '--reinstall', 'install', name]);
  for (const archive of (await readdir(archives)).filter((file) => file.endsWith('.deb'))) {
    await run('dpkg-deb', ['-x', join(archives, archive), join(folder, 'root')]);
  }
}
