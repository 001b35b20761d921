import { compareWindows } from '../../check/compareWindows.js';
import { countReference } from '../../check/countReference.js';
import { defaultDetection } from '../../detection/settings.js';
import { judge } from '../../detection/verdict.js';
import type { ReferenceFeature } from '../../profile/reference.js';
import { createDuckDBSource } from '../../sources/duckdb.js';
import type { Selection, Source } from '../../sources/source.js';
import type { ScoreRecord } from '../../store/records.js';
import type { MonitoringPlan } from '../plan.js';
import { MonitoredSegments } from './monitoredSegments.js';

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 1);
/** A row a minute; after ten days `heat` has moved in one of four origins. */
const query = `SELECT TIMESTAMP '2026-01-01' + to_minutes(i) AS at, ('o' || (i % 4)) AS origin,
  hash(i) % 1000 / 100.0 + CASE WHEN i % 4 = 0 AND i >= 14400 THEN 8 ELSE 0 END AS heat,
  hash(-i) % 1000 / 100.0 AS calm, hash(i * 7) % 100 / 100.0 AS score FROM range(0, 18720) t(i)`;
const rows: Selection = { relation: { query }, timestampColumn: 'at', timestampZone: 'UTC' };

let source: Source;
let features: readonly ReferenceFeature[];
/** So many counts were asked for. */
let counts = 0;
beforeAll(async () => {
  source = await createDuckDBSource({ name: 'files', threads: 1 });
  const { count } = source;
  source.count = (request) => {
    counts++;
    return count.call(source, request);
  };
  const names = ['heat', 'calm', 'score'].map((name) => ({ name, kind: 'numeric' as const }));
  const wanted = [...names, { name: 'origin', kind: 'categorical' as const }];
  const reference = { ...rows, to: new Date(START + 10 * DAY) };
  ({ counted: features } = await countReference(source, reference, wanted, { identifiers: [], texts: [] }));
});
afterAll(() => source.close());

function searched(more: object = {}, now?: () => number, warnings: string[] = []): MonitoredSegments {
  const plan = {
    ...{ source, rows, windows: ['6h', '1d', '7d'].map(windowOf) },
    check: { reference: { ...rows, to: new Date(START + 10 * DAY) } },
    ...more,
  } as unknown as MonitoringPlan;
  const found = MonitoredSegments.of(plan, features, ['score'], (warning) => warnings.push(warning), now);
  if (found === undefined) throw new Error('nothing is searched');
  return found;
}

function windowOf(name: string) {
  return { name, length: name === '6h' ? DAY / 4 : name === '1d' ? DAY : 7 * DAY };
}

/** What is kept of the windows that end so many days after the start. */
async function scoresOf(days: number, ...names: readonly string[]): Promise<ScoreRecord[]> {
  const to = START + days * DAY;
  const windows = names.map(windowOf).map(({ name, length }) => ({ name, from: to - length, to }));
  const all = windows.map((window) => ({ ...rows, from: new Date(window.from), to: new Date(window.to) }));
  const compared = await compareWindows(source, features, all, undefined);
  return windows.flatMap(({ name: windowName, from }, index) =>
    judge(
      compared.flatMap(({ reference: { feature }, comparisons }) => {
        const comparison = comparisons[index];
        return comparison === undefined ? [] : [{ feature: feature.name, comparison }];
      }),
      defaultDetection,
    ).map((result) => ({ windowName, segment: '', from, to, result })),
  );
}

const resultsOf = (scores: readonly ScoreRecord[]) => scores.map(({ result }) => result);

test('a drift that lies in one segment is found there, once a window length, and known until then', async () => {
  const segments = searched();
  const scores = await scoresOf(11.5, '6h', '1d');
  const to = START + 11.5 * DAY;
  expect(await segments.search(scores, new Set())).toEqual([
    {
      ...{ windowName: '1d', from: to - DAY, to, feature: 'heat', segment: 'origin=o0' },
      ...{ share: expect.closeTo(1, 1), rows: 360 },
    },
  ]);
  const day = resultsOf(scores.filter(({ windowName }) => windowName === '1d'));
  const known = (length: number, at: number) => segments.known({ length, from: at - length, to: at }, day);
  expect(known(DAY, to + DAY)).toMatchObject([{ feature: 'heat', segment: 'origin=o0', by: 'within' }]);
  expect(known(DAY, to + 2.1 * DAY)).toEqual([]);
  expect(known(7 * DAY, to)).toEqual([]);
  const before = counts;
  expect(await segments.search(await scoresOf(11.75, '6h'), new Set())).toEqual([]);
  const [, again] = [await segments.search(scores, new Set()), counts - before];
  // one for the scores above
  expect(again).toBe(1);
  const later = await scoresOf(12.5, '1d');
  expect(await segments.search(later, new Set())).toMatchObject([{ segment: 'origin=o0' }]);
});

test('a feature that has not drifted costs nothing, one that is active is looked at in the shortest long window', async () => {
  const segments = searched();
  const scores = await scoresOf(9, '1d', '7d');
  const before = counts;
  expect(await segments.search(scores, new Set(['score']))).toEqual([]);
  expect(counts).toBe(before);
  expect(await segments.search(scores, new Set(['calm']))).toEqual([]);
  // the reference and the day
  expect(counts - before).toBe(2);
});

test('after a start the windows are searched as they stand, and only once', async () => {
  const segments = searched();
  const scores = resultsOf(await scoresOf(11.5, '1d'));
  const window = { length: DAY, from: START + 10.5 * DAY, to: START + 11.5 * DAY };
  await segments.searchFirst({ ...window, length: DAY / 4 }, scores);
  expect(segments.known(window, scores)).toEqual([]);
  await segments.searchFirst(window, scores);
  expect(segments.known(window, scores)).toMatchObject([{ segment: 'origin=o0' }]);
  const before = counts;
  await segments.searchFirst(window, scores);
  expect(counts).toBe(before);
});

test('what fails is warned of once, and so is a reference whose rows have changed', async () => {
  const scores = await scoresOf(11.5, '1d');
  const gone = { ...rows, relation: { table: 'gone' } };
  const warnings: string[] = [];
  const failing = searched({ rows: gone }, undefined, warnings);
  expect(await failing.search(scores, new Set())).toEqual([]);
  expect(await failing.search(await scoresOf(12.5, '1d'), new Set())).toEqual([]);
  expect(warnings).toEqual([expect.stringMatching(/^where drift lies is not searched: .*gone/)]);
  const changed: string[] = [];
  const other = searched(
    { check: { reference: { ...rows, to: new Date(START + 9 * DAY) } } },
    undefined,
    changed,
  );
  expect(await other.search(scores, new Set())).toEqual([]);
  expect(changed).toEqual([expect.stringMatching(/rows of the reference are not those .*promote it$/)]);
});

test('searches end once they have taken too much of the time', async () => {
  let now = 0;
  // each search seems to take a minute
  const segments = searched({}, () => (now += 60_000));
  expect(await segments.search(await scoresOf(11.5, '1d'), new Set())).toHaveLength(1);
  expect(await segments.search(await scoresOf(12.5, '1d'), new Set())).toEqual([]);
  now += 24 * 3_600_000;
  expect(await segments.search(await scoresOf(12.5, '1d'), new Set())).toHaveLength(1);
});

test('nothing is searched of rows that cannot be counted again, nor of windows shorter than a day', () => {
  const of = (more: object): unknown => searched(more);
  const blind = { name: 'b', capabilities: { ...source.capabilities, segments: false } };
  for (const more of [{ moving: {} }, { isAlone: true }, { source: blind }, { windows: [windowOf('6h')] }]) {
    expect(() => of(more)).toThrow('nothing is searched');
  }
});
