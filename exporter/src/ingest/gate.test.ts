import { fileFindings } from './gate.js';
import { EMPTY } from './tally.js';

const now = Date.UTC(2026, 0, 2);
const config = {
  features: [],
  tags: [],
  rules: [],
  learned: 'flag',
  max_refused: 0.5,
  row_count: { usual: true, on_failure: 'warn' },
} as const;
const usual = [100, 100, 100, 100, 100];

test.each([
  ['usual', {}, { rows: 120 }, usual, []],
  [
    'few rows',
    {},
    { rows: 49 },
    usual,
    ['warn 49 rows where the last 5 files had 100 (ingest.row_count.usual)'],
  ],
  [
    'many rows',
    {},
    { rows: 201 },
    usual,
    ['warn 201 rows where the last 5 files had 100 (ingest.row_count.usual)'],
  ],
  ['too little history', {}, { rows: 1 }, usual.slice(1), []],
  [
    'limits',
    { row_count: { usual: false, at_least: 10, at_most: 5, on_failure: 'fail' } },
    { rows: 7 },
    usual,
    [
      'fail 7 rows, expected at least 10 (ingest.row_count)',
      'fail 7 rows, expected at most 5 (ingest.row_count)',
    ],
  ],
  ['half refused', {}, { rows: 10, refused: 5 }, [], []],
  [
    'more than half refused',
    {},
    { rows: 10, refused: 6 },
    [],
    ['fail 6 of 10 rows fail a rule, more than ingest.max_refused (0.5) allows'],
  ],
  ['no rows', {}, { rows: 0 }, [], []],
  [
    'fresh',
    { freshness: { max_age: 3_600_000, on_failure: 'fail' } },
    { rows: 1, newest: now - 3_600_000 },
    [],
    [],
  ],
  [
    'stale',
    { freshness: { max_age: 3_600_000, on_failure: 'fail' } },
    { rows: 1, newest: now - 3_600_001 },
    [],
    ['fail the newest row is of 2026-01-01T22:59:59.999Z, older than 1h (ingest.freshness)'],
  ],
  [
    'undated',
    { freshness: { max_age: 1, on_failure: 'warn' } },
    { rows: 1 },
    [],
    ['warn no row has a time to tell how fresh it is (ingest.freshness)'],
  ],
] as const)('%s', (_, changes, tally, history, expected) => {
  const found = fileFindings({ ...config, ...changes }, { ...EMPTY, ...tally }, history, now);
  expect(found.map(({ message, fails }) => `${fails ? 'fail' : 'warn'} ${message}`)).toEqual(expected);
});
