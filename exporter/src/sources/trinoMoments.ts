import { pairPlace, requireMoments, CLIP, type MomentRequest, type MomentSums } from './moments.js';
import { emptySums, momentSums, type MutableSums } from './momentSums.js';
import { SqlMoments, type MomentDialect } from './sqlMoments.js';
import type { TrinoClient } from './trinoClient.js';
import { standardised } from './trinoCount.js';
import { arrayOf, doubleLiteral } from './trinoLiterals.js';
import { TrinoRows } from './trinoRows.js';

/**
 * Moments in one query: each row is unnested into one a feature, and of each of these its products with all features are
 * summed. So there are d aggregates and not d(d + 1)/2, which Trino would compile for minutes, and no row is shuffled
 * before it is summed.
 */
export async function trinoMoments(client: TrinoClient, request: MomentRequest): Promise<MomentSums[]> {
  requireMoments(request);
  const { selection, features, bucket, axes } = request;
  const rows = await TrinoRows.open(client, selection);
  const values = (await rows.values(features.map(({ feature }) => feature))).map(({ value }) => value);
  const moments = new SqlMoments(request, values, dialect, Infinity);
  const keys = bucket === undefined ? [] : ['bucket'];
  const places = values.map((_, i) => i);
  const z = places.map((i) => `z${i}`);
  // without any feature there are rows to count all the same
  const [numbers, elements] = places.length === 0 ? [['0'], ['0e0']] : [places.map(String), z];
  const sums = [
    'count(*)',
    'sum(z)',
    axes === undefined ? '0e0' : 'sum(residual)',
    ...z.map((name) => `sum(z * ${name})`),
  ];
  const source = bucket === undefined ? rows.source() : rows.timedSource();
  const sql = `SELECT ${[...keys, 'feature', ...sums].join(', ')}
    FROM (${moments.rows(source, () => rows.epoch(), places, axes !== undefined)})
    CROSS JOIN UNNEST(${arrayOf(numbers)}, ${arrayOf(elements)}) AS item (feature, z)
    GROUP BY ${[...keys, 'feature'].join(', ')}`;
  const { rows: answer } = await client.query(sql);
  return read(answer, request);
}

function read(
  answer: readonly (readonly unknown[])[],
  { features, bucket = 0, axes }: MomentRequest,
): MomentSums[] {
  const buckets = new Map<number, MutableSums>(bucket === 0 ? [[0, emptySums(features.length)]] : []);
  for (const row of answer) {
    const [key = 0, i = 0, count = 0, sum = 0, residual = 0, ...products] = (
      bucket === 0 ? [0, ...row] : row
    ).map(Number);
    const found = buckets.get(key) ?? emptySums(features.length);
    buckets.set(key, found);
    found.rows = count;
    found.residuals = residual;
    if (i < features.length) found.sums[i] = sum;
    for (const [j, product] of products.slice(0, i + 1).entries()) found.products[pairPlace(i, j)] = product;
  }
  return momentSums(buckets, bucket, axes !== undefined);
}

const dialect: MomentDialect = {
  number: doubleLiteral,
  standardised(value, feature) {
    const z = standardised(value, feature);
    const [low, high] = [doubleLiteral(-CLIP), doubleLiteral(CLIP)];
    return `CASE WHEN ${value} IS NULL OR is_nan(${value}) THEN 0e0 ELSE greatest(${low}, least(${high}, ${z})) END`;
  },
  barrier: '',
};
