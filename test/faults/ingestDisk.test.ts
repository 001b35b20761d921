import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ingestPlace } from '../support/ingestFolder.js';
import { onDisk, onOwnDisk } from '../support/ownDisk.js';
import { Draws } from '../support/randomness.js';

const place = ingestPlace();
const { folder } = place;
const main = fileURLToPath(new URL('../../exporter/src/cli/main.js', import.meta.url));

/** A file that hardly compresses, some rows of it with no number as their age. */
function writeRows(name: string, rows: number, badEvery: number): string {
  const draws = new Draws(3);
  const row = (id: number): string =>
    `${id},${id % badEvery === 0 ? 'old' : id % 90},${draws.below(2 ** 31)}${draws.below(2 ** 31)}`;
  return folder.lines(`${name}/new.csv`, [
    'id,age,noise',
    ...Array.from({ length: rows }, (_, id) => row(id)),
  ]);
}

/**
 * Ingests twice where `path` is a disk of a few megabytes of its own: first filled up but for little, then cleared.
 * @returns exit codes, and what was said of errors
 */
function ingestTwice(configuration: string, file: string, path: string): Promise<string> {
  mkdirSync(path, { recursive: true });
  const [command = '', ...args] = onDisk(path, 16);
  const ingest = `"$1" "$2" ingest --config "$3" "$4" > "$3/result" 2> "$3/said"; echo "code $?"; cat "$3/said"`;
  const script = `head -c 16600000 /dev/zero > "$STORE/ballast"; ${ingest}; rm "$STORE/ballast"; ${ingest}; cat "$3/result"`;
  const all = [...args, 'sh', '-c', script, 'sh', process.execPath, main, configuration, file];
  return new Promise((resolve, reject) => {
    execFile(command, all, (error, out) => (error === null ? resolve(out) : reject(error)));
  });
}

onOwnDisk(
  'a full disk of the Parquet target is told, and the next ingest goes on once there is space',
  async () => {
    const rules = [{ column: 'age', type: 'integer' }];
    const configuration = place.configure('parquet', {}, { rules, learned: 'off' });
    const said = await ingestTwice(
      configuration,
      writeRows('parquet', 20_000, 100),
      join(configuration, 'out'),
    );
    expect(said).toMatch(
      /^code 1\nwarning: .*\nerror: .*\/out: the disk of the target folder is full; make room there, and run the ingest again\ncode 0\n/,
    );
    expect(said).toMatch(/20,000 rows, 19,800 written, 200 refused/);
  },
  180_000,
);

onOwnDisk(
  'a full disk of the quarantine is told, no row is lost, and none comes twice',
  async () => {
    const table = await place.table('id bigint, age integer, noise text');
    const keys = { table, quarantine: { path: 'bad' }, learned: 'off' };
    const configuration = place.configure('quarantine', {}, keys);
    const said = await ingestTwice(
      configuration,
      writeRows('quarantine', 2_000, 3),
      join(configuration, 'bad'),
    );
    expect(said).toMatch(
      /^code 1\nwarning: .*\nerror: .*\/bad\/quarantine: the disk of the quarantine is full; make room there, and run the ingest again\ncode 0\n/,
    );
    expect(said).toMatch(/2,000 rows, 1,333 written, 667 refused/);
    expect(
      await place.query(`SELECT count(*)::int AS n, count(DISTINCT id)::int AS ids FROM ${table}`),
    ).toEqual([{ n: 1_333, ids: 1_333 }]);
  },
  180_000,
);

describe('the quarantine', () => {
  test('a folder that cannot be made ends the ingest before a row is written', async () => {
    const table = await place.table('id bigint, age double precision');
    place.configure('nowhere', {}, { table, quarantine: { path: 'file/bad' } });
    folder.write('nowhere/file', 'in the way');
    folder.lines('nowhere/new.csv', ['id,age', '1,2', '3,4', 'x,5']);
    await expect(place.result('nowhere', 'new.csv')).rejects.toMatchObject({ code: 'quarantine_unwritable' });
    expect(await place.query(`SELECT FROM ${table}`)).toEqual([]);
  });

  test('forgets what it has kept long enough, and is closed to others even where its folder was open', async () => {
    const table = await place.table('id bigint, age double precision');
    place.configure('kept', {}, { table, quarantine: { path: 'bad', retention: '1d' } });
    mkdirSync(join(folder.path, 'kept', 'bad', 'kept'), { recursive: true });
    chmodSync(join(folder.path, 'kept', 'bad', 'kept'), 0o755);
    folder.lines('kept/one.csv', ['id,age', '1,2', '2,2', 'x,5']);
    await place.result('kept', 'one.csv');
    const bad = join(folder.path, 'kept', 'bad', 'kept');
    const [first = ''] = readdirSync(bad);
    expect(readFileSync(join(bad, first), 'utf8')).toContain('"id":"x"');
    const old = new Date(Date.now() - 2 * 86_400_000);
    utimesSync(join(bad, first), old, old);
    folder.lines('kept/two.csv', ['id,age', '3,2', '4,2', 'y,5']);
    const { warnings } = await place.ingest('kept', ['two.csv']);
    expect(warnings).toContain('1 files of the quarantine were kept long enough, and are gone');
    expect(readdirSync(bad)).toHaveLength(1);
    expect(readdirSync(bad)).not.toContain(first);
  });
});
