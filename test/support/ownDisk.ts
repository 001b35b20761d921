import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A disk of its own, of so many megabytes, that only the process and its children see. */
export function onDisk(path: string, megabytes: number): readonly string[] {
  const mount = `mount -t tmpfs -o size=${megabytes}m tmpfs "$STORE"`;
  return [
    'env',
    `STORE=${path}`,
    'unshare',
    '--map-root-user',
    '--mount',
    'sh',
    '-c',
    `${mount} && exec "$0" "$@"`,
  ];
}

const why = await run('unshare', [
  '--map-root-user',
  '--mount',
  'mount',
  '-t',
  'tmpfs',
  'tmpfs',
  '/mnt',
]).then(
  () => '',
  (error: Error) => error.message,
);
/** Containers may refuse a disk of one's own, even on CI: what cannot be tried there is said, and not counted as tried. */
export const onOwnDisk: (...given: Parameters<typeof test>) => void =
  why === ''
    ? test
    : (name) => console.warn(`not tried, since mounting is refused (${why}): ${String(name)}`);
