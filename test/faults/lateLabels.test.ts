import { createTestDatabase, type TestDatabase } from '../services/postgresDatabase.js';
import { dataFolder } from '../support/dataFolder.js';
import { HOUR, LabelledTable, PRODUCTION, ROWS, type OpenMonitor } from '../support/labelledTable.js';

const folder = dataFolder();
const databases: TestDatabase[] = [];
let table: LabelledTable;

beforeEach(async () => {
  table = await LabelledTable.create(folder);
});

afterEach(async () => {
  await table.close();
  await Promise.all(databases.splice(0).map((database) => database.drop()));
});

async function store(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  databases.push(database);
  return database;
}

/** What is kept of windows, and the live performance of the longest. */
async function told(monitor: OpenMonitor) {
  const { windows, warnings } = await monitor.check();
  const live = windows.at(-1)?.model;
  const version = (await monitor.store.references.activeVersion('loans')) ?? '';
  const { performance, importance, decompositions } = await monitor.store.findings({
    model: 'loans',
    version,
  });
  return {
    warnings,
    live,
    labelled: live?.performance?.labelled_rows ?? 0,
    kept: { performance, importance, decompositions },
  };
}

/** What a monitor tells that sees the table for the first time now. */
async function atOnce(more: Readonly<Record<string, unknown>> = {}) {
  const fresh = await (await table.model(await store(), more)).monitor();
  const result = await told(fresh);
  await fresh.close();
  return result;
}

const hours = (from: number, to: number): string =>
  `at >= to_timestamp(${(PRODUCTION + from * HOUR) / 1000}) AND at < to_timestamp(${(PRODUCTION + to * HOUR) / 1000})`;

test('labels that come late, twice, change, are taken back or never come end in what the source says, as if it always had', async () => {
  const model = await table.model(await store());
  let monitor = await model.monitor();
  await table.fill(240, 240 + 60);
  const before = await told(monitor);
  expect(before.labelled).toBe(0);
  expect(before.kept.performance.map(({ value }) => value).filter((value) => value !== undefined)).toEqual(
    [],
  );
  expect(before.kept.performance.length).toBeGreaterThan(0);

  // one row in ten never has a label
  await table.label(`${hours(0, 40)} AND id % 10 > 0`);
  await table.fill(240 + 60, 240 + 61);
  // the last day is looked at with each bucket that closes, what is older now and then
  const some = await told(monitor);
  expect(some.labelled).toBeGreaterThan(0);
  await table.label(`${hours(40, 60)} AND id % 10 > 0`);
  for (let hour = 61; hour < 63; hour++) {
    await table.fill(240 + hour, 240 + hour + 1);
    await monitor.check();
  }
  await table.fill(240 + 63, 240 + 64);
  const more = await told(monitor);
  expect(more.labelled).toBeGreaterThan(some.labelled);

  // a restart, and the same labels once more: nothing is counted again but the open buckets
  await monitor.close();
  monitor = await model.monitor();
  await table.label(`${hours(0, 60)} AND id % 10 > 0`);
  const again = await told(monitor);
  expect(again.kept).toEqual(more.kept);
  expect(monitor.counted).toEqual([2 * ROWS]);
  expect(again.live?.performance).toEqual(more.live?.performance);

  await table.label(`${hours(5, 30)} AND id % 3 = 0`, '1 - defaulted');
  await table.label(`${hours(20, 24)}`, 'NULL');
  // a second row for the same loan, as a join with a label that came twice makes it
  await table.run(`INSERT INTO loans SELECT * FROM loans WHERE ${hours(26, 27)}`);
  await table.run(`DELETE FROM loans WHERE ${hours(33, 34)}`);
  await table.fill(240 + 64, 240 + 66);
  // a day of one class only
  await table.label(hours(36, 60), '1');
  await monitor.close();
  monitor = await model.monitor();
  const last = await told(monitor);
  await monitor.close();
  const fresh = await atOnce();
  expect(last.kept).toEqual(fresh.kept);
  expect(last.live?.performance).toEqual(fresh.live?.performance);
  expect(last.live?.concept).toEqual(fresh.live?.concept);
  expect(last.kept).not.toEqual(more.kept);
  const day = last.kept.performance.filter(
    ({ windowName, to }) => windowName === '1d' && to === PRODUCTION + 64 * HOUR,
  );
  const value = (name: string) => day.find(({ metric }) => metric === name)?.value;
  expect(value('accuracy')).toBeCloseTo(0.5, 1);
  expect(value('roc_auc')).toBeUndefined();
}, 120_000);

test('change detectors take each bucket once, when labels have had their time, and go on after a restart', async () => {
  const labelDelay = { label_delay: '1d' };
  const model = await table.model(await store(), labelDelay);
  const where = async ({ store: held }: OpenMonitor) => {
    const version = (await held.references.activeVersion('loans')) ?? '';
    const { conceptSignals } = await held.findings({ model: 'loans', version, only: ['conceptSignals'] });
    return { conceptSignals, detectors: await held.detectors('loans', version, 'exporter') };
  };
  let monitor = await model.monitor();
  for (let hour = 0; hour < 60; hour += 20) {
    await table.fill(240 + hour, 240 + hour + 20);
    await monitor.check();
    // no row had a label until then
    await table.label(hours(hour, hour + 20));
  }
  await monitor.close();

  // from the sixtieth hour on the model is wrong where it was right
  monitor = await model.monitor();
  await table.fill(240 + 60, 240 + 85);
  await monitor.check();
  await table.label(hours(60, 120), '(score < 0.5)::int');
  await table.fill(240 + 85, 240 + 120);
  const { errorChanges } = await monitor.check();
  const found = await where(monitor);
  await monitor.close();

  // 24 hours and an eleventh more, as whole hours, before the two that are open
  expect(found.detectors?.until).toBe(PRODUCTION + (118 - 27) * HOUR);
  const methods = found.conceptSignals.map(({ method }) => method);
  expect(new Set(methods)).toEqual(new Set(['adwin', 'cusum', 'page_hinkley']));
  for (const { dataUntil, value } of found.conceptSignals) {
    expect(dataUntil).toBeGreaterThan(PRODUCTION + 60 * HOUR);
    expect(dataUntil).toBeLessThan(PRODUCTION + 75 * HOUR);
    expect(value).toBeGreaterThan(0.5);
  }
  // the last hours have no labels
  expect(errorChanges?.since.buckets).toBe(85);
  expect(errorChanges?.reference).toMatchObject({ buckets: 240, changes: { adwin: 0, cusum: 0 } });

  const fresh = await (await table.model(await store(), labelDelay)).monitor();
  await fresh.check();
  expect(await where(fresh)).toEqual(found);
  await fresh.close();
}, 120_000);
