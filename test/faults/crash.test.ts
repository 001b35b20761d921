import { createTestDatabase, type TestDatabase } from '../services/postgresDatabase.js';
import { dataFolder } from '../support/dataFolder.js';
import { eventually } from '../support/eventually.js';
import { monitorConfig } from '../support/monitorConfig.js';
import { monitorProcesses, type MonitorProcess } from '../support/monitorProcess.js';
import { expectCounted } from '../support/monitorRecount.js';
import { MINUTE, MonitorTable, TABLE_START } from '../support/monitorTable.js';
import { Draws } from '../support/randomness.js';
import { readStored } from '../support/storedModel.js';

const folder = dataFolder();
const start = monitorProcesses();
/** Several stretches of the first catch-up, each written by itself. */
const PAST = 2_400 * MINUTE;
/** Seven starts, each of which may open an embedded database. */
const PATIENCE = 180_000;
const STEP = 7 * MINUTE;
let database: TestDatabase;
let table: MonitorTable;

beforeEach(async () => {
  database = await createTestDatabase();
  table = new MonitorTable(database.url);
  await table.create();
});

afterEach(async () => {
  await table.close();
  await database.drop();
});

test.each(['PGlite', 'PostgreSQL'] as const)(
  'killed at any point, with the store in %s: nothing is lost and nothing counted twice',
  async (store) => {
    const draws = new Draws(store.length);
    const config = monitorConfig(folder, store, {
      warehouse: database.url,
      models: [table.model()],
      ...(store === 'PostgreSQL' && { store: { url: database.url } }),
    });
    const until = TABLE_START + PAST;
    await table.fill((PAST / MINUTE / 2) * 7, TABLE_START, until);

    // while the first catch-up is under way, and while new rows keep coming
    let newest = until;
    for (let kill = 0; kill < 5; kill++) {
      const monitor = start(config);
      const moment = draws.uniform();
      await (kill < 3 ? untilCaughtUp(monitor, moment) : monitor.untilChecked(table.name));
      if (kill >= 3) {
        await table.fill(40, newest, (newest += STEP));
        await eventually(
          () => performance.now(),
          () => draws.uniform() < 0.2,
        );
      }
      await monitor.end('SIGKILL');
    }

    const monitor = start(config);
    await monitor.untilModel(
      table.name,
      ({ newest_row, last_success }) =>
        Date.parse(newest_row ?? '') > newest - MINUTE && last_success !== null,
    );
    expect(await monitor.end()).toMatchObject({ code: 0 });
    expect(monitor.log).not.toMatch(/level=error/);
    const stored = await readStored(config, table.name);
    expect(stored.position).toMatchObject({ countedFrom: TABLE_START, closedUntil: newest - 3 * MINUTE });
    await expectCounted(stored, table);
  },
  PATIENCE,
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
