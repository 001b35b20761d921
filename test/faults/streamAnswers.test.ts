import { BrittlePostgres } from '../support/brittlePostgres.js';
import { dataFolder } from '../support/dataFolder.js';
import { freshTable } from '../support/freshTable.js';
import { EMBEDDED_PATIENCE, monitorProcesses } from '../support/monitorProcess.js';
import { expectCounted } from '../support/monitorRecount.js';
import { more, ready, sent, streamConfigs } from '../support/sentRows.js';
import { readStored } from '../support/storedModel.js';

const folder = dataFolder();
const start = monitorProcesses();
const fresh = freshTable({ minutes: 0 });
const configOf = streamConfigs(folder);
let postgres: BrittlePostgres;
beforeAll(async () => {
  postgres = await BrittlePostgres.start();
});
afterAll(() => postgres.stop());
afterEach(() => postgres.repair());

test(
  'a store that hangs: rows are acknowledged without scores, and count once however often they are sent again',
  async () => {
    const table = fresh();
    const store = { url: postgres.url, streams: `${folder.path}/hanging-store` };
    const config = configOf(table, 'hanging store', { store });
    const monitor = start(config);
    await ready(monitor, table);
    postgres.hang();
    const rows = await more(table, 10);
    // the first rows of all: there is nothing to judge them by before a check
    const first = await sent(monitor, table.name, rows, { key: 'first' });
    expect(first).toMatchObject({
      accepted: rows.length,
      replayed: false,
      windows: [],
      scores_missing: 'no answer within 10 s',
    });
    const again = await sent(monitor, table.name, rows, { key: 'first', query: '?scores=false' });
    expect(again).toMatchObject({ accepted: rows.length, replayed: true, scores_missing: null });
    const metrics = await monitor.metrics();
    const accepted = { model: table.name, result: 'accepted' };
    expect(metrics.value('drift_stream_rows_total', accepted)).toBe(rows.length);
    postgres.goOn();
    await monitor.untilCounted(table);
    expect((await sent(monitor, table.name, rows, { key: 'first' })).features).not.toEqual([]);
    expect(await monitor.end()).toMatchObject({ code: 0 });
    await expectCounted(await readStored(config, table.name), table);
  },
  EMBEDDED_PATIENCE,
);
