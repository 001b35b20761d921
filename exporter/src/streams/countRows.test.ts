import type { OutcomePlan } from '../check/beyond/outcomePlan.js';
import type { ReferenceFeature } from '../profile/reference.js';
import { categoricalGrid, numericGrid } from '../profile/grid.js';
import { emptyProfile } from '../profile/profile.js';
import { RowCounter, type RowTimes } from './countRows.js';
import { layoutOf } from './layout.js';

const HOUR = 3_600_000;
const noon = Date.UTC(2026, 0, 5, 12);
const features: ReferenceFeature[] = [
  {
    feature: { name: 'age', kind: 'numeric' },
    profile: emptyProfile(
      numericGrid({
        ...{ kind: 'numeric', feature: 'age', rows: 3, missing: 0, infinite: 0, heavy: [], distinctCount: 3 },
        ...{ percentiles: Float64Array.from({ length: 99 }, (_, index) => index), mean: 50, deviation: 25 },
        ...{ minimum: 0, maximum: 98 },
      }),
    ),
  },
  {
    feature: { name: 'code', kind: 'categorical' },
    profile: emptyProfile(
      categoricalGrid({
        ...{ kind: 'categorical', feature: 'code', rows: 4, missing: 0, distinctCount: 4 },
        categories: ['5', '7.0', 'true', '07'].map((name) => ({ name, count: 1 })),
      }),
    ),
  },
];
const judged: OutcomePlan = {
  definition: {
    ...{
      task: 'classification',
      prediction: 'score',
      label: 'late',
      decision: 'paid',
      decisionThreshold: 0.5,
      center: 0,
    },
    fields: {
      prediction: { name: 'score', reads: 'number' },
      label: { name: 'late', reads: 'flag', positive: true },
      decision: { name: 'paid', reads: 'class', positive: 'yes' },
    },
  },
  outputs: ['score'],
};
const counter = new RowCounter(layoutOf({ version: 'v', rows: 0, features }, HOUR), features);
const times: RowTimes = {
  column: 'at',
  now: noon,
  open: noon - HOUR,
  from: -Infinity,
  latest: noon + 60_000,
};
const at = new Date(noon).toISOString();

function reasonOf(row: unknown): unknown {
  const { accepted, rejections, rejected } = counter.count([row, { at, age: 1 }], times);
  expect(accepted).toBe(1);
  const [rejection] = rejections;
  expect(rejection?.row).toBe(0);
  const [kind] = Object.entries(rejected).find(([, rows]) => rows === 1) ?? [];
  return [kind, rejection?.field, rejection?.reason];
}

test.each([
  [7, 'invalid', undefined, 'expected a map of fields, got a number'],
  [[], 'invalid', undefined, 'expected a map of fields, got a list'],
  [null, 'invalid', undefined, 'expected a map of fields, got nothing'],
  [{ at, age: '41' }, 'invalid', 'age', 'expected a number, got text'],
  [{ at, age: true }, 'invalid', 'age', 'expected a number, got a flag'],
  [{ at, age: {} }, 'invalid', 'age', 'expected a number, got a map'],
  [{ at, code: [5] }, 'invalid', 'code', 'expected text, a number or a flag, got a list'],
  [
    { at, code: 12345678901234567890 },
    'invalid',
    'code',
    'a whole number too large to be told from its neighbours; send it as text',
  ],
  [
    { age: 1 },
    'invalid',
    'at',
    'expected a time in ISO 8601, or milliseconds since 1970 after 1973, got nothing',
  ],
  [
    { at: 'noon' },
    'invalid',
    'at',
    'expected a time in ISO 8601, or milliseconds since 1970 after 1973, got text',
  ],
  [
    { at: noon / 1000 },
    'invalid',
    'at',
    'expected a time in ISO 8601, or milliseconds since 1970 after 1973, got a smaller number; are these seconds?',
  ],
  [{ at: noon - HOUR - 1 }, 'late', 'at', 'too late: buckets are closed until 2026-01-05T11:00:00.000Z'],
  [{ at: noon + 60_001 }, 'future', 'at', 'in the future: rows are taken until 2026-01-05T12:01:00.000Z'],
])('%j is rejected alone', (row, kind, field, reason) => {
  expect(reasonOf(row)).toEqual([kind, field, reason]);
});

test('a category that is sent as a number or a flag is found as it is written', () => {
  const rows = [5, 5.0, '5', 7, '7', true, 'true', '07', 1.5, -0].map((code) => ({ at: noon, code }));
  const { delta } = counter.count(rows, times);
  const part = delta?.buckets.get(noon)?.[1];
  // 5, 7.0, true, 07, then other and unseen: "7" as text is none of them
  expect([...(part?.cells ?? [])].map((cell, index) => [cell, part?.counts[index]])).toEqual([
    [0, 3],
    [1, 1],
    [2, 2],
    [3, 1],
    [5, 3],
  ]);
  expect(part).toMatchObject({ rows: 10, missing: 0, unseen: 3 });
});

test('null and what is absent are missing, and fields that nobody asked for are told', () => {
  const { delta, ignored, accepted } = counter.count(
    [
      { at, age: null, agee: 3 },
      { at, constructor: 1 },
    ],
    times,
  );
  expect({ accepted, ignored }).toEqual({ accepted: 2, ignored: ['agee', 'constructor'] });
  expect(delta?.buckets.get(noon)).toMatchObject([
    { rows: 2, missing: 2 },
    { rows: 2, missing: 2 },
  ]);
});

test('without a field for the time rows come now, also where the clock was set back', () => {
  const now = { ...times, column: undefined };
  expect(counter.count([{ age: 1 }], now).delta?.newest).toBe(noon);
  expect(counter.count([{ age: 1 }], { ...now, now: noon - 5 * HOUR }).delta?.newest).toBe(noon - HOUR);
});

test('a bucket that was closed early leaves its rows to the next', () => {
  const { delta } = counter.count([{ at, age: 1 }], { ...times, from: noon + HOUR });
  expect([...(delta?.buckets.keys() ?? [])]).toEqual([noon + HOUR]);
  expect(delta?.newest).toBe(noon);
});

const labelled = new RowCounter(
  layoutOf({ version: 'v', rows: 0, features }, HOUR, judged),
  features,
  judged,
);

test.each([
  [{ age: 1, score: 'high' }, 'score', 'expected a number, got text'],
  [{ age: 1, late: 1 }, 'late', 'expected a flag, got a number'],
  [{ age: 1, late: 'true' }, 'late', 'expected a flag, got text'],
  [{ age: 1, paid: ['yes'] }, 'paid', 'expected text, a number or a flag, got a list'],
])('%j is rejected alone for its label or prediction', (row, field, reason) => {
  const { accepted, rejections, delta } = labelled.count(
    [
      { at, ...row },
      { at, age: 1, late: true },
    ],
    times,
  );
  expect({ accepted, rejections }).toEqual({ accepted: 1, rejections: [{ row: 0, field, reason }] });
  const [part] = delta?.buckets.get(noon) ?? [];
  expect(part?.joint?.[0]).toMatchObject({ counts: Float64Array.of(1), sums: Float64Array.of(1) });
});

test('labels and predictions are no unknown fields, and rows may have none', () => {
  const { accepted, ignored, delta } = labelled.count(
    [
      { at, late: false, score: 0.75, paid: 'yes' },
      { at, age: 3, late: null },
      { at, age: 3, lat: true },
    ],
    times,
  );
  expect({ accepted, ignored }).toEqual({ accepted: 3, ignored: ['lat'] });
  const [part] = delta?.buckets.get(noon) ?? [];
  // label, prediction, and error of the row whose age is missing
  expect(part?.joint?.map(({ missingCount, missingSum }) => [missingCount, missingSum])).toEqual([
    [1, 0],
    [1, 0.75],
    [1, 1],
  ]);
  expect(part?.joint?.map(({ counts }) => [...counts])).toEqual([[0], [0], [0]]);
});
