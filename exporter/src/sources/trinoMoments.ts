import pMap from 'p-map';
import { CLIP, requireMoments, type MomentRequest, type MomentSums } from './moments.js';
import { SqlMoments, type MomentDialect } from './sqlMoments.js';
import type { TrinoClient } from './trinoClient.js';
import { standardised } from './trinoCount.js';
import { doubleLiteral } from './trinoLiterals.js';
import { TrinoRows } from './trinoRows.js';

/** MEASURE */
const MOST = 500;

/** Moments as aggregates, which Trino computes column by column: partly on each worker, and then in all. */
export async function trinoMoments(client: TrinoClient, request: MomentRequest): Promise<MomentSums[]> {
  requireMoments(request);
  const { selection, features, bucket } = request;
  const rows = await TrinoRows.open(client, selection);
  const values = await rows.values(features.map(({ feature }) => feature));
  const moments = new SqlMoments(
    request,
    values.map(({ value }) => value),
    dialect,
    MOST,
  );
  const source = bucket === undefined ? rows.source() : rows.timedSource();
  const answers = await pMap(moments.blocks, async (block) => {
    const sql = moments.sql(block, source, () => rows.epoch());
    return (await client.query(sql)).rows;
  });
  return moments.read(answers);
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
