import { dataFolder } from '../support/dataFolder.js';
import { eventually } from '../support/eventually.js';
import { freshTable } from '../support/freshTable.js';
import { monitorConfig } from '../support/monitorConfig.js';
import { EMBEDDED_PATIENCE, monitorProcesses, type MonitorProcess } from '../support/monitorProcess.js';
import { expectCounted } from '../support/monitorRecount.js';
import { MINUTE, TABLE_START } from '../support/monitorTable.js';
import { Draws } from '../support/randomness.js';
import { readStored } from '../support/storedModel.js';

const folder = dataFolder();
const start = monitorProcesses();
/** Minutes: several stretches of the first catch-up, each written by itself. */
const PAST = 2_400;
/** Minutes that come in between two kills. */
const STEP = 7;
const fresh = freshTable({ minutes: 0 });

test.each(['PGlite', 'PostgreSQL'] as const)(
  'killed at any point, with the store in %s: nothing is lost and nothing counted twice',
  async (store) => {
    const table = fresh();
    const draws = new Draws(store.length);
    const config = monitorConfig(folder, store, {
      warehouse: table.url,
      models: [table.model()],
      // an embedded one that is yet to be made
      store: store === 'PostgreSQL' ? { url: table.url } : { path: 'store' },
    });
    await table.fillOn(PAST);

    // while the first catch-up is under way, and while new rows keep coming
    for (let kill = 0; kill < 5; kill++) {
      const monitor = start(config);
      const moment = draws.uniform();
      await (kill < 3 ? untilCaughtUp(monitor, moment) : monitor.untilChecked(table.name));
      if (kill >= 3) {
        await table.fillOn(STEP);
        await eventually(
          () => performance.now(),
          () => draws.uniform() < 0.2,
        );
      }
      await monitor.end('SIGKILL');
    }

    const monitor = start(config);
    await monitor.untilCounted(table);
    expect(await monitor.end()).toMatchObject({ code: 0 });
    expect(monitor.log).not.toMatch(/level=error/);
    const stored = await readStored(config, table.name);
    expect(stored.position).toMatchObject({
      countedFrom: TABLE_START,
      closedUntil: table.newest - 3 * MINUTE,
    });
    await expectCounted(stored, table);
  },
  EMBEDDED_PATIENCE,
);

/** Waits until a share of the first catch-up is done; a very small one is over before it listens. */
async function untilCaughtUp(monitor: MonitorProcess, share: number): Promise<void> {
  if (share < 0.2) return void (await monitor.url());
  await monitor.untilModel(
    'loans',
    ({ progress, last_success }) =>
      last_success !== null || (progress !== null && progress.done / progress.total >= share),
  );
}
