import {
  CLIP,
  requireMoments,
  type MomentRequest,
  type MomentSums,
  type StandardisedFeature,
} from './moments.js';
import type { PostgresClient } from './postgresClient.js';
import { PostgresRows } from './postgresRows.js';
import { Parameters } from './sql.js';
import { SqlMoments, type MomentDialect } from './sqlMoments.js';

/** PostgreSQL takes 1,664 columns of a result. */
const MOST = 1_500;
/** Fewer are not worth reading the rows once more. */
const FEWEST = 100;
/** A smaller z is zero: products of such would underflow, which PostgreSQL calls an error. */
const SMALLEST = 1e-75;
/** Beyond it, a distance may overflow. */
const LARGE = 1e307;

/**
 * Moments as aggregates, shared out among as many queries as there are connections: what costs is each product, not
 * reading the rows (`test/performance/moments.ts`).
 */
export async function postgresMoments(client: PostgresClient, request: MomentRequest): Promise<MomentSums[]> {
  requireMoments(request);
  const { selection, features, bucket } = request;
  const rows = await PostgresRows.open(client, selection);
  const values = await rows.values(features.map(({ feature }) => feature));
  const aggregates = (features.length * (features.length + 3)) / 2 + 1;
  const most = Math.min(MOST, Math.max(FEWEST, Math.ceil(aggregates / client.limit)));
  const moments = new SqlMoments(
    request,
    values.map(({ value }) => value),
    dialect,
    most,
  );
  const answers = await client.each(moments.blocks, async (block) => {
    const parameters = new Parameters();
    const source = bucket === undefined ? rows.source(parameters) : rows.timedSource(parameters);
    const sql = moments.sql(block, source, () => rows.epoch(parameters));
    return (await client.query(sql, parameters.values)).rows;
  });
  return moments.read(answers);
}

const dialect: MomentDialect = { number, standardised, barrier: ' OFFSET 0' };

function number(value: number): string {
  return `'${value}'::float8`;
}

/** With nothing on the way that overflows or underflows. NULL is no case but the last. */
function standardised(value: string, { center, scale }: StandardisedFeature): string {
  const isLarge = !(Math.abs(center) + CLIP * scale < LARGE);
  const half = (of: string): string => `CASE WHEN abs(${of}) > 1e-290 THEN ${of} / 2 ELSE ${of} * 0 END`;
  const distance = isLarge ? `(${half(value)} - ${number(center / 2)})` : `(${value} - ${number(center)})`;
  const unit = isLarge ? scale / 2 : scale;
  return `CASE WHEN ${value} = 'NaN' THEN 0 WHEN ${value} >= ${number(center + CLIP * scale)} THEN ${number(CLIP)}
    WHEN ${value} <= ${number(center - CLIP * scale)} THEN ${number(-CLIP)}
    WHEN abs(${distance}) > ${number(unit * SMALLEST)} THEN ${distance} / ${number(unit)} ELSE 0 END`;
}
