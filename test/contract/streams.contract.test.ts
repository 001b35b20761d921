import { dataFolder } from '../support/dataFolder.js';
import { buildReference } from '../../exporter/src/check/buildReference.js';
import { planFromFiles } from '../../exporter/src/check/planFromFiles.js';
import { cellsOf } from '../../exporter/src/profile/grid.js';
import type { ReferenceFeature } from '../../exporter/src/profile/reference.js';
import { createDuckDBSource } from '../../exporter/src/sources/duckdb.js';
import type { Source } from '../../exporter/src/sources/source.js';
import { RowCounter } from '../../exporter/src/streams/countRows.js';
import { HeldCounts } from '../../exporter/src/streams/heldCounts.js';
import { layoutOf } from '../../exporter/src/streams/layout.js';
import { readRows } from '../../exporter/src/streams/readRows.js';
import { decodeRecord, encodeRecord } from '../../exporter/src/streams/records.js';
import { expectCounts } from './expectCounts.js';
import { randomNumbers } from './fixture.js';

/** Rows that are sent count as the same rows in a file, under the same reference, to the last one. */
const folder = dataFolder();
const HOUR = 3_600_000;
const start = Date.UTC(2026, 2, 29);
const random = randomNumbers(1234);
const pick = <Value>(values: readonly Value[]): Value =>
  values[Math.floor(random() * values.length)] as Value;

interface Row {
  readonly at: string;
  readonly amount: number | null;
  readonly items: number | null;
  readonly member: boolean | null;
  readonly grade: string | null;
  readonly code: number | null;
  readonly constructor: number | null;
}

function rowsOf(count: number, shift: number): Row[] {
  return Array.from({ length: count }, () => ({
    at: new Date(start + Math.floor(random() * 30 * HOUR)).toISOString(),
    // beyond the reference's range, on its edges, far from zero, and none
    amount: pick([
      null,
      -0,
      0,
      1e300,
      -1e300,
      5e-324,
      Math.round(random() * 400) / 8 + shift,
      1.7e9 + random(),
    ]),
    items: pick([null, 1, 2, 3, 5, 8, 13 + shift]),
    member: pick([true, false, null]),
    grade: pick(['gold', 'silver', 'Silver', '', ' ', 'ä', '😀', '5', `new ${shift}`, null]),
    code: pick([5, 17, 5_000_000_000, null, 18 + shift]),
    constructor: pick([null, 1, random()]),
  }));
}

let source: Source;
let features: readonly ReferenceFeature[];
const current = rowsOf(4_000, 1);

beforeAll(async () => {
  source = await createDuckDBSource({ name: 'files', threads: 1 });
  const reference = rowsOf(3_000, 0);
  const typed = (path: string) =>
    `SELECT * FROM read_json('${folder.path}/${path}', format = 'newline_delimited', columns = {"at": 'TIMESTAMPTZ',
      amount: 'DOUBLE', items: 'BIGINT', member: 'BOOLEAN', grade: 'VARCHAR', code: 'BIGINT', "constructor": 'DOUBLE'})`;
  folder.ndjson('reference.ndjson', reference.length, (index) => reference[index]);
  folder.ndjson('current.ndjson', current.length, (index) => current[index]);
  await folder.parquet({
    'reference.parquet': typed('reference.ndjson'),
    'current.parquet': typed('current.ndjson'),
  });
  const plan = planFromFiles(source, {
    reference: `${folder.path}/reference.parquet`,
    current: `${folder.path}/current.parquet`,
    features: [
      { name: 'amount' },
      { name: 'items' },
      { name: 'member' },
      { name: 'grade' },
      { name: 'code', kind: 'categorical' },
      { name: 'constructor' },
    ],
  });
  const built = await buildReference(plan);
  features = built.reference.features;
  expect(built.failed).toEqual([]);
});

afterAll(() => source.close());

test.each(['list', 'lines'] as const)('counts of a %s equal those of a file', async (format) => {
  const expected = await source.count({
    selection: { relation: { files: [`${folder.path}/current.parquet`] }, timestampColumn: 'at' },
    bucket: HOUR,
    features: features.map(({ feature, profile }) => ({ feature, cells: cellsOf(profile.grid) })),
  });
  const layout = layoutOf({ version: 'v', rows: 0, features }, HOUR);
  const counter = new RowCounter(layout, features);
  const held = new HeldCounts(layout);
  for (let first = 0; first < current.length; first += 700) {
    const some = current.slice(first, first + 700);
    const body = format === 'list' ? JSON.stringify(some) : some.map((row) => JSON.stringify(row)).join('\n');
    const rows = readRows(Buffer.from(body), format);
    const times = { column: 'at', now: start, open: -Infinity, from: -Infinity, latest: Infinity };
    const { accepted, delta } = counter.count(rows, times);
    expect(accepted).toBe(some.length);
    // as they come back from the disk
    const kept = decodeRecord(encodeRecord({ keys: [], delta })).delta;
    if (kept !== undefined) held.add(kept);
  }
  const names = new Set(features.map(({ feature }) => feature.name));
  const counted = held.counts(names, -Infinity, Infinity);
  expect(new Set(counted.map(({ feature }) => feature))).toEqual(names);
  expectCounts(counted, expected, { moments: true });
});
