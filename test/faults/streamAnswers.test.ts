import { BrittlePostgres } from '../support/brittlePostgres.js';
import { EMBEDDED_PATIENCE } from '../support/monitorProcess.js';
import { more, sent } from '../support/sentRows.js';
import { expectEndsCounted, streamTests } from '../support/streamTests.js';

const { folder, opened } = streamTests();
let postgres: BrittlePostgres;
beforeAll(async () => {
  postgres = await BrittlePostgres.start();
});
afterAll(() => postgres.stop());
afterEach(() => postgres.repair());

test(
  'a store that hangs: rows are acknowledged without scores, and count once however often they are sent again',
  async () => {
    const store = { url: postgres.url, streams: `${folder.path}/hanging-store` };
    const { table, config, monitor } = await opened('hanging store', { sections: { store } });
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
    await expectEndsCounted({ table, config, monitor });
  },
  EMBEDDED_PATIENCE,
);
