import { StreamSignals } from '../../exporter/src/detection/concept/streamSignals.js';
import { LiveStream } from '../../exporter/src/streams/liveStream.js';
import { createTestDatabase } from '../services/postgresDatabase.js';
import { dataFolder } from '../support/dataFolder.js';
import { HOUR, LabelledTable, PRODUCTION, ROWS, type OpenMonitor } from '../support/labelledTable.js';

const folder = dataFolder();

interface SentRow {
  readonly at: number;
  readonly income: number;
  readonly score: number;
  readonly defaulted: number;
}

/** Rows of an hour of production; from the sixtieth on the model is wrong wherever it was sure. */
function rowsOf(hour: number): SentRow[] {
  return Array.from({ length: ROWS }, (_, row) => {
    const n = hour * ROWS + row;
    const score = (((n * 31) % 100) + 0.5) / 100;
    const label = hour < 60 ? (((n * 7561) % 101) + 0.5) / 101 < score : score < 0.5;
    return { at: PRODUCTION + (hour + row / ROWS) * HOUR, income: n % 997, score, defaulted: Number(label) };
  });
}

/** The later half of each hour comes first. */
function bodyOf(from: number, to: number): SentRow[] {
  return Array.from({ length: to - from }, (_, hour) => rowsOf(from + hour)).flatMap((rows) => [
    ...rows.slice(ROWS / 2),
    ...rows.slice(0, ROWS / 2),
  ]);
}

test('the error of each row of a stream is fed once and as they came, through a crash right before it', async () => {
  const table = await LabelledTable.create(folder);
  const database = await createTestDatabase();
  const model = await table.model(database, {
    ...{ source: undefined, table: undefined, stream: true },
    reference: { table: 'loans_reference', source: 'warehouse' },
  });
  const open = async (): Promise<{ stream: LiveStream; monitor: OpenMonitor }> => {
    const stream = new LiveStream('loans', `${folder.path}/stream`, () => undefined);
    return { stream, monitor: await model.monitor(stream) };
  };
  const send = (stream: LiveStream, from: number, to: number) => {
    const bytes = Buffer.from(JSON.stringify(bodyOf(from, to)));
    return stream.take({ bytes, format: 'list', key: `${from}–${to}` });
  };
  const where = async ({ store }: OpenMonitor) => {
    const version = (await store.references.activeVersion('loans')) ?? '';
    const { conceptSignals } = await store.findings({ model: 'loans', version, only: ['conceptSignals'] });
    return {
      conceptSignals,
      detectors: await store.detectors('loans', version, 'exporter'),
      position: await store.position('loans', version, 'exporter'),
    };
  };
  try {
    let { stream, monitor } = await open();
    await monitor.check();
    await send(stream, 0, 40);
    await monitor.check();
    // counts are written, and what detectors have found is not
    await send(stream, 40, 70);
    await database.query('ALTER TABLE drift.detector_states RENAME TO away');
    await expect(monitor.check()).rejects.toThrow('store failed');
    await database.query('ALTER TABLE drift.away RENAME TO detector_states');
    const between = await where(monitor);
    expect(between.position?.closedUntil).toBe(PRODUCTION + 68 * HOUR);
    expect(between.detectors?.until).toBe(PRODUCTION + 38 * HOUR);
    await monitor.close();
    await stream.close();

    ({ stream, monitor } = await open());
    await monitor.check();
    expect(await send(stream, 40, 70)).toMatchObject({ replayed: true });
    const { errorChanges } = await monitor.check();
    const found = await where(monitor);
    await monitor.close();
    await stream.close();

    const expected = StreamSignals.start('binary');
    const raised = new Map<string, number>();
    for (let hour = 0; hour < 68; hour++) {
      const errors = bodyOf(hour, hour + 1).map(({ score, defaulted }) =>
        Math.abs(Number(score >= 0.5) - defaulted),
      );
      expected.nextBucket();
      for (const method of expected.add(errors, { mean: 0, deviation: 1 })) {
        const mean = errors.reduce((sum, error) => sum + error, 0) / ROWS;
        raised.set(`${method} ${PRODUCTION + (hour + 1) * HOUR}`, mean);
      }
    }
    expect(found.detectors).toEqual({ until: PRODUCTION + 68 * HOUR, state: expected.state });
    const kept = found.conceptSignals.map(({ method, dataUntil, value }) => [
      `${method} ${dataUntil}`,
      value,
    ]);
    expect(Object.fromEntries(kept)).toEqual(Object.fromEntries(raised));
    expect(errorChanges).toEqual({ reference: expected.reference, since: expected.since });
    // all see it within hours
    for (const method of Object.keys(expected.since.changes)) {
      const times = found.conceptSignals.filter((one) => one.method === method).map((one) => one.dataUntil);
      const flip = PRODUCTION + 60 * HOUR;
      expect(times.some((time) => time > flip && time <= flip + 8 * HOUR)).toBe(true);
    }
  } finally {
    await table.close();
    await database.drop();
  }
}, 120_000);
