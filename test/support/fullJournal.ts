import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pgliteDatabase } from '../../exporter/src/store/pgliteDatabase.js';

/**
 * Run in a process of its own on a small disk: fills it and updates rows in place, until the journal needs another file.
 * Writes what the store then said, and whether all that it had confirmed is there once it has space again.
 */
const disk = process.argv[2] ?? '';
const ballast = join(disk, 'ballast');
const database = await pgliteDatabase(join(disk, 'store'));
await database.script(
  'CREATE TABLE t (v int) WITH (fillfactor = 40); INSERT INTO t SELECT 0 FROM generate_series(1, 2000); CHECKPOINT',
);
try {
  for (;;) appendFileSync(ballast, Buffer.alloc(65_536));
} catch {
  // full
}
let updates = 0;
let said = '';
while (said === '' && updates < 5_000) {
  await database.query('UPDATE t SET v = v + 1').then(
    () => updates++,
    (error: Error) => (said = error.message),
  );
}
rmSync(ballast);
const [found] = await database.query<{ v: number }>('SELECT max(v) AS v FROM t');
await database.close();
process.stdout.write(JSON.stringify({ said, kept: found?.v === updates && updates > 0 }));
