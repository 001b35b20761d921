import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { appendFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { dataFolder } from '../support/dataFolder.js';
import { freshTable } from '../support/freshTable.js';
import { monitorConfig, type MonitorConfig } from '../support/monitorConfig.js';
import { EMBEDDED_PATIENCE, monitorProcesses } from '../support/monitorProcess.js';
import { expectCounted } from '../support/monitorRecount.js';
import type { MonitorTable } from '../support/monitorTable.js';
import { onDisk, onOwnDisk } from '../support/ownDisk.js';
import { readStored } from '../support/storedModel.js';

const run = promisify(execFile);
const folder = dataFolder();
const start = monitorProcesses();
const journal = fileURLToPath(new URL('../support/fullJournal.js', import.meta.url));
const fresh = freshTable();

/** Milliseconds for a monitor whose embedded store is yet to be made. */
const MAKING = 90_000;

/** The embedded store is yet to be made. */
const configOf = (table: MonitorTable): MonitorConfig => ({
  warehouse: table.url,
  models: [table.model()],
  store: { path: 'store' },
});

/** Writes zeros until there is no space left. */
async function fillDisk(file: string): Promise<void> {
  const block = Buffer.alloc(65_536);
  for (let full = false; !full;) {
    await appendFile(file, block).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOSPC') throw error;
      full = true;
    });
  }
}

onOwnDisk(
  'a disk that is full: what was found stays, the error says so, and it goes on once there is space',
  async () => {
    const table = fresh();
    const path = monitorConfig(folder, 'full', configOf(table));
    const store = join(path, 'store');
    mkdirSync(store, { recursive: true });
    const monitor = start(path, { prefix: onDisk(store, 192), patience: MAKING });
    await monitor.untilCounted(table);
    // the disk as the process sees it
    const inside = `/proc/${monitor.pid}/root${store}`;
    await fillDisk(join(inside, 'ballast'));
    await table.fillOn(200);
    const full = await monitor.untilModel(table.name, ({ failure }) => failure !== null);
    expect(full.failure).toMatchObject({
      stage: 'store',
      message: expect.stringMatching(
        /^cannot write to the store at .*full.*[Nn]o space left.*check its space/,
      ),
    });
    const metrics = await monitor.untilMetrics((now) => now.sum('drift_check_errors_total') > 1);
    expect(metrics.value('drift_exporter_store_up')).toBe(0);
    expect(metrics.value('drift_source_up', { source: 'warehouse' })).toBe(1);
    expect(metrics.value('drift_psi', { feature: 'grade', window: '1h' })).toBeDefined();

    await rm(join(inside, 'ballast'));
    await monitor.untilCounted(table);
    await table.fillOn(10);
    await monitor.untilCounted(table);
    expect((await monitor.metrics()).value('drift_exporter_store_up')).toBe(1);
    // the disk goes with the process, and is copied as it is at one moment
    monitor.signal('SIGSTOP');
    const copy = monitorConfig(folder, 'copy', configOf(table));
    await run('cp', ['-a', inside, join(copy, 'store')]);
    await rm(join(copy, 'store', 'lock'));
    monitor.signal('SIGCONT');
    expect(await monitor.end()).toMatchObject({ code: 0 });
    await expectCounted(await readStored(copy, table.name), table);
  },
  EMBEDDED_PATIENCE,
);

onOwnDisk(
  'a disk without space for the journal ends the embedded database, which is opened anew once there is some',
  async () => {
    const disk = join(folder.path, 'journal');
    mkdirSync(disk);
    const [command = '', ...args] = onDisk(disk, 130);
    const ends = { timeout: EMBEDDED_PATIENCE - 10_000, killSignal: 'SIGKILL' } as const;
    const { stdout } = await run(command, [...args, process.execPath, journal, disk], ends);
    expect(JSON.parse(stdout)).toEqual({
      said: expect.stringMatching(/^cannot write to the store at .*pg_wal.*No space left on device/),
      kept: true,
    });
  },
  EMBEDDED_PATIENCE,
);

test('a folder that cannot be written is refused at start, with a word on what to check', async () => {
  const table = fresh();
  const path = monitorConfig(folder, 'read-only', configOf(table));
  const store = join(path, 'store');
  mkdirSync(store, { recursive: true });
  chmodSync(store, 0o500);
  // whoever is root may write everywhere until this right is taken away
  const prefix = process.getuid?.() === 0 ? ['setpriv', '--bounding-set', '-dac_override'] : [];
  const monitor = start(path, { prefix });
  expect(await monitor.ended).toEqual({ code: 1, signal: null });
  expect(monitor.log).toMatch(
    /^error: cannot write to the store at .*read-only\/store: .*check its space and rights$/m,
  );
  expect(monitor.log).not.toMatch(/\n\s+at /);
});
