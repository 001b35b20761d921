import { createDuckDBSource } from '../../sources/duckdb.js';
import type { Selection, Source } from '../../sources/source.js';
import type { OutcomeDefinition } from '../../profile/outcome.js';
import { SequenceSignals } from './sequenceSignals.js';

let source: Source;

beforeAll(async () => {
  source = await createDuckDBSource({ name: 'files', threads: 1 });
});

afterAll(() => source.close());

/** Rows of a minute each from 2026 on; `wrong` is SQL over the number `i` of the row. */
function rows(from: number, to: number, wrong: string, label = '(i % 2)::DOUBLE'): Selection {
  const query = `SELECT TIMESTAMP '2026-01-01' + to_minutes(i) AS at, ${label} AS y,
    CASE WHEN ${wrong} THEN 1 - i % 2 ELSE i % 2 END::DOUBLE AS p FROM range(${from}, ${to}) t(i)`;
  return { relation: { query }, timestampColumn: 'at' };
}

const classes: OutcomeDefinition = {
  ...{ task: 'classification', prediction: 'p', label: 'y', decisionThreshold: 0.5, center: 0 },
};
const numbers: OutcomeDefinition = { ...classes, task: 'regression' };
const seldom = 'hash(i) % 10 = 0';
const often = 'hash(i) % 10 < 5';

test.each([
  ['classes', classes, 7],
  ['numbers', numbers, 3],
] as const)(
  'errors of %s that become frequent are seen, and those that stay are not',
  async (_, of, detectors) => {
    const signals = await SequenceSignals.open(source, rows(0, 4_000, seldom), of, 30);
    const worse = await signals?.judge(rows(4_000, 6_000, often));
    expect(worse?.rows).toEqual({ reference: 4_000, current: 2_000 });
    expect(worse?.detectors.map(({ level }) => level)).toEqual(Array(detectors).fill('drift'));
    const times = worse?.detectors.map(({ time = '' }) => Date.parse(time)) ?? [];
    expect(Math.min(...times)).toBeGreaterThanOrEqual(Date.UTC(2026, 0, 1, 0, 4_000));
    const same = await signals?.judge(rows(4_000, 6_000, seldom));
    const quiet = same?.detectors.filter(({ method }) => ['adwin', 'page_hinkley'].includes(method));
    expect(quiet?.map(({ changes }) => changes)).toEqual([0, 0]);
  },
);

test('nothing is told without labels, times, order, or enough rows', async () => {
  const reference = rows(0, 100, seldom);
  const open = (
    of: Partial<OutcomeDefinition>,
    selection: Selection = reference,
    from: Source = source,
  ): Promise<unknown> => SequenceSignals.open(from, selection, { ...classes, ...of }, 30);
  expect(await open({})).toBeDefined();
  const { label, ...unlabelled } = classes;
  expect(label).toBe('y');
  expect(await SequenceSignals.open(source, reference, unlabelled, 30)).toBeUndefined();
  expect(await open({}, { relation: reference.relation })).toBeUndefined();
  const { name, capabilities } = source;
  expect(await open({}, reference, { name, capabilities } as Source)).toBeUndefined();
  expect(await open({}, rows(0, 1, seldom))).toBeUndefined();
  expect(await open({}, rows(0, 100, seldom, "'NaN'::DOUBLE"))).toBeUndefined();
  expect(await open({}, rows(0, 100, seldom, 'NULL'))).toBeUndefined();
  // no column of that name
  expect(await open({ label: '"gone"' })).toBeUndefined();
  // all errors alike have no unit
  expect(await open({ task: 'regression' }, rows(0, 100, 'true'))).toBeUndefined();
});

test('a window without errors, of one row, or that begins within the reference', async () => {
  const signals = await SequenceSignals.open(source, rows(0, 1_000, seldom), classes, 30);
  expect(signals).toBeDefined();
  expect(await signals?.judge(rows(1_000, 1_100, seldom, 'NULL'))).toBeUndefined();
  expect(await signals?.judge(rows(1_000, 1_100, seldom, "'later'"))).toBeUndefined();
  expect(await signals?.judge(rows(998, 1_100, seldom))).toBeUndefined();
  expect((await signals?.judge(rows(999, 1_100, seldom)))?.rows.current).toBe(101);
  const one = await signals?.judge(rows(1_000, 1_001, seldom));
  expect(one?.rows).toEqual({ reference: 1_000, current: 1 });
  expect(one?.detectors).toHaveLength(7);
});
