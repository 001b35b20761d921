import type {
  CategoricalCells,
  JointColumn,
  NumericCells,
  SegmentColumn,
} from '../../exporter/src/sources/source.js';
import { expectCounts } from './expectCounts.js';
import { randomNumbers, type Fixture } from './fixture.js';
import { expectedCounts, type OracleRow } from './oracle.js';
import type { Access } from './testSource.js';

const HOUR = 3_600_000;
const numeric: NumericCells = {
  kind: 'numeric',
  edges: Float64Array.from([-1, 0, 1]),
  center: 0.2,
  scale: 1.5,
  minimum: -2,
  maximum: 2,
};
const categorical: CategoricalCells = {
  kind: 'categorical',
  categories: ['red', 'green'],
  others: ['blue'],
  complete: true,
};
const joint: JointColumn[] = [
  { name: 'label', expression: '"label"' },
  { name: 'error', expression: 'abs("label" - "score")' },
];

interface Row {
  readonly at: number | null;
  readonly value: number | null;
  readonly color: string | null;
  readonly region: string | null;
  readonly 'shop "1"': number | null;
  readonly label: number | null;
  readonly score: number | null;
}

const random = randomNumbers(42);
const pick = <T>(...choices: readonly T[]): T => choices[Math.floor(random() * choices.length)] as T;
const rows: Row[] = Array.from({ length: 400 }, () => ({
  at: pick(
    null,
    ...Array.from({ length: 9 }, () => Date.parse('2024-01-01T00:00:00Z') + Math.floor(random() * 5 * HOUR)),
  ),
  value: pick(null, NaN, Infinity, -Infinity, -1, 0, ...Array.from({ length: 20 }, () => random() * 6 - 3)),
  color: pick(null, 'red', 'red', 'green', 'blue', 'purple'),
  region: pick(null, '', 'north', 'south', 'o\'hare "x"=y', 'größe', 'other'),
  'shop "1"': pick(null, 1, 2, 30),
  label: pick(null, NaN, 0, 1, random() * 10),
  score: pick(null, random()),
}));

const fixture: Fixture = {
  columns: [
    { name: 'at', type: 'timestamptz' },
    { name: 'value', type: 'double' },
    { name: 'color', type: 'text' },
    { name: 'region', type: 'text', key: true },
    { name: 'shop "1"', type: 'bigint', key: true },
    { name: 'label', type: 'double' },
    { name: 'score', type: 'double' },
  ],
  rows: rows.map(({ at, ...row }) => [
    at === null ? null : new Date(at).toISOString(),
    row.value,
    row.color,
    row.region,
    row['shop "1"'],
    row.label,
    row.score,
  ]),
};

const features = [
  { feature: { name: 'value', kind: 'numeric' as const }, cells: numeric },
  { feature: { name: 'color', kind: 'categorical' as const }, cells: categorical },
];

type RowSegment = SegmentColumn & { readonly column: keyof Row };

export function testSegments(access: Access): void {
  const oracleRows = (column: 'value' | 'color', segments: readonly RowSegment[]): OracleRow[] => {
    const { untimed, nonFinite } = access().source.capabilities;
    const kept = rows.filter(({ at }) => untimed || at !== null);
    const value = (number: Row['value' | 'color']): typeof number =>
      typeof number === 'number' && !nonFinite && !Number.isFinite(number) ? null : number;
    return kept.map((row) => ({
      time: row.at,
      value: value(row[column]),
      segments: segments.map(({ column: of, values }) => {
        const value = String(row[of] ?? '');
        // a value that is itself `other` is not the rest
        const shown = value === 'other' ? '"other"' : value;
        return `${of}=${values.includes(value) ? shown : 'other'}`;
      }),
      joint: {
        label: row.label,
        error: row.label === null || row.score === null ? null : Math.abs(row.label - row.score),
      },
    }));
  };

  const region: RowSegment = {
    column: 'region',
    values: ['', 'north', 'o\'hare "x"=y', 'größe', 'other', 'absent'],
  };
  const shop: RowSegment = { column: 'shop "1"', values: ['30', '2'] };
  const cases: [string, { bucket?: number; segments?: RowSegment[]; joint?: JointColumn[] }][] = [
    ['a segment column', { segments: [region] }],
    ['a segment column of which no value is asked for', { segments: [{ column: 'region', values: [] }] }],
    ['two segment columns in buckets', { segments: [region, shop], bucket: HOUR }],
    ['joint sums', { joint }],
    ['joint sums in buckets and segments', { segments: [shop], bucket: HOUR, joint }],
  ];
  test.each(cases)('%s', async (_, { segments = [], ...request }) => {
    const { source, load, time } = access();
    const { capabilities } = source;
    if (segments.length > 0 && !capabilities.segments) return;
    if (request.joint !== undefined && !capabilities.joint) return;
    const relation = await load(fixture);
    const counts = await source.count({
      selection: { relation, timestampColumn: time ?? 'at' },
      features,
      segments,
      ...request,
    });
    const expected = [
      ...expectedCounts('value', numeric, oracleRows('value', segments), {
        ...request,
        joint: request.joint?.map(({ name }) => name) ?? [],
      }),
      ...expectedCounts('color', categorical, oracleRows('color', segments), {
        ...request,
        joint: request.joint?.map(({ name }) => name) ?? [],
      }),
    ];
    expectCounts(counts, expected, capabilities);
  });

  test('segments of a table without rows: only all rows, which are none', async () => {
    const { source, load } = access();
    if (!source.capabilities.segments || !source.capabilities.emptyColumns) return;
    const relation = await load({ ...fixture, rows: [] });
    const counts = await source.count({ selection: { relation }, features, segments: [region] });
    expect(counts.map(({ feature, segment, rows: count }) => [feature, segment, count]).sort()).toEqual([
      ['color', '', 0],
      ['value', '', 0],
    ]);
  });
}
