import { dataFolder } from '../support/dataFolder.js';
import { jointGroups, outcomePlan, type OutcomePlan } from '../../exporter/src/check/beyond/outcomePlan.js';
import type { OutcomeWish } from '../../exporter/src/check/beyond/outcomeWish.js';
import { resolveOutcome } from '../../exporter/src/check/beyond/resolveOutcome.js';
import { buildReference } from '../../exporter/src/check/buildReference.js';
import { planFromFiles } from '../../exporter/src/check/planFromFiles.js';
import { cellsOf } from '../../exporter/src/profile/grid.js';
import type { ReferenceFeature } from '../../exporter/src/profile/reference.js';
import { createDuckDBSource } from '../../exporter/src/sources/duckdb.js';
import type { CellCounts, Selection, Source } from '../../exporter/src/sources/source.js';
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
  readonly score: number | null;
  readonly decided: boolean | null;
  readonly late: boolean | null;
  readonly outcome: string | null;
  readonly stars: number | null;
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
    // also what is no probability, and surest of what does not come
    score: pick([null, -0.5, 0, 1e-17, 0.5, random(), random(), 1, 1.5, 1e200]),
    decided: pick([true, false, null]),
    late: pick([true, false, null]),
    outcome: pick(['paid', 'default', 'unknown', null]),
    stars: pick([null, 1, 4, 5, 5.5]),
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
      amount: 'DOUBLE', items: 'BIGINT', member: 'BOOLEAN', grade: 'VARCHAR', code: 'BIGINT', "constructor": 'DOUBLE', score: 'DOUBLE', decided: 'BOOLEAN', late: 'BOOLEAN', outcome: 'VARCHAR', stars: 'DOUBLE'})`;
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
      { name: 'score' },
    ],
  });
  const built = await buildReference(plan);
  features = built.reference.features;
  expect(built.failed).toEqual([]);
});

afterAll(() => source.close());

const file = (name: string): Selection => ({
  relation: { files: [`${folder.path}/${name}.parquet`] },
  timestampColumn: 'at',
});

/** What is counted of the rows in pieces that are sent, each as it comes back from the disk. */
function counted(format: 'list' | 'lines', outcome?: OutcomePlan): HeldCounts {
  const layout = layoutOf({ version: 'v', rows: 0, features }, HOUR, outcome);
  const counter = new RowCounter(layout, features, outcome);
  const held = new HeldCounts(layout);
  for (let first = 0; first < current.length; first += 700) {
    const some = current.slice(first, first + 700);
    const body = format === 'list' ? JSON.stringify(some) : some.map((row) => JSON.stringify(row)).join('\n');
    const rows = readRows(Buffer.from(body), format);
    const times = { column: 'at', now: start, open: -Infinity, from: -Infinity, latest: Infinity };
    const { accepted, delta } = counter.count(rows, times);
    expect(accepted).toBe(some.length);
    const kept = decodeRecord(encodeRecord({ keys: [], delta })).delta;
    if (kept !== undefined) held.add(kept);
  }
  return held;
}

/** The same of a file, and of what is held. */
async function both(
  held: HeldCounts,
  outcome?: OutcomePlan,
): Promise<{ readonly own: readonly CellCounts[]; readonly expected: readonly CellCounts[] }> {
  const own: CellCounts[] = [];
  const expected: CellCounts[] = [];
  for (const { some, joint } of jointGroups(features, outcome)) {
    const cells = some.map(({ feature, profile }) => ({ feature, cells: cellsOf(profile.grid) }));
    expected.push(
      ...(await source.count({ selection: file('current'), bucket: HOUR, features: cells, joint })),
    );
    const names = new Set(some.map(({ feature }) => feature.name));
    own.push(
      ...held.counts(
        names,
        -Infinity,
        Infinity,
        joint.map(({ name }) => name),
      ),
    );
  }
  return { own, expected };
}

test.each(['list', 'lines'] as const)('counts of a %s equal those of a file', async (format) => {
  const { own, expected } = await both(counted(format));
  expect(new Set(own.map(({ feature }) => feature))).toEqual(
    new Set(features.map(({ feature }) => feature.name)),
  );
  expectCounts(own, expected, { moments: true });
});

const wishes: readonly OutcomeWish[] = [
  { prediction: 'score', label: 'late', decisionThreshold: 0.5 },
  { prediction: 'score', label: 'late', decision: 'decided', positive: 'false', decisionThreshold: 0.25 },
  { prediction: 'score', label: 'outcome', positive: 'default', decisionThreshold: 0.5 },
  { prediction: 'score', label: 'stars', positive: '5', decisionThreshold: 0.5 },
  { prediction: 'score', label: 'stars', decisionThreshold: 0.5 },
  { prediction: 'stars', label: 'amount', decisionThreshold: 0.5 },
  { label: 'late', decisionThreshold: 0.5 },
];

test.each(wishes.map((wish) => [JSON.stringify(wish), wish] as const))(
  'sums of labels and predictions equal those of a file: %s',
  async (_, wish) => {
    const reference = file('reference');
    const columns = await source.columns(reference.relation);
    const { definition, warnings } = await resolveOutcome(source, reference, columns, wish);
    expect(warnings).toEqual([]);
    const outcome = definition && outcomePlan(definition, features, wish);
    const { own, expected } = await both(counted('lines', outcome), outcome);
    const [first] = expected;
    expect(Object.keys(first?.joint ?? {})).toContain('label');
    expectCounts(own, expected, { moments: true });
  },
);
