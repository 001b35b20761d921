import { storableText, storableTime, timestamp, type Queryable } from './database.js';
import type { FindingTable } from './findings/findingTable.js';
import * as registry from './findings/index.js';
import { newestRows } from './findings/newestRows.js';
import { putRows, type Finding } from './findings/putRows.js';
import { readRows } from './findings/readRows.js';
import type { ModelFindings } from './records.js';
import { seriesIds } from './series.js';

export type FindingKind = keyof ModelFindings;

/** A kept finding, with the version of the reference that it was found against. */
export type KeptFindings = {
  readonly [Kind in FindingKind]: readonly (ModelFindings[Kind][number] & { readonly version: string })[];
};

/** Which findings of a model: all that end in [from, to), of every version, window and feature where those are absent. */
export interface FindingsQuery {
  readonly model: string;
  readonly version?: string;
  /** Of what has no window, all is read. */
  readonly window?: string;
  /** Of what is no feature's, all is read. */
  readonly feature?: string;
  readonly from?: Date;
  readonly to?: Date;
  /** What is not asked for is empty; all where absent. */
  readonly only?: readonly FindingKind[];
}

const tables: Readonly<Record<FindingKind, FindingTable>> = registry;
const kinds = Object.keys(tables) as FindingKind[];

/** Whatever is there of the same key is replaced. */
export async function putFindings(
  transaction: Queryable,
  model: string,
  version: string,
  findings: Partial<ModelFindings>,
): Promise<void> {
  const seriesOf = await seriesOfFindings(transaction, model, version, findings);
  for (const kind of kinds) {
    const rows: readonly object[] = findings[kind] ?? [];
    await putRows(transaction, tables[kind], { model, version, seriesOf }, rows as readonly Finding[]);
  }
}

/** By time, then feature or version. */
export async function readFindings(queryable: Queryable, query: FindingsQuery): Promise<KeptFindings> {
  const { only = kinds } = query;
  return everyKind((table, kind) =>
    only.includes(kind) ? readRows(queryable, table, fromWhere(table), valuesOf(query)) : [],
  );
}

/** Of the newest window of a length, and of each detector and feature its newest signal and probability. */
export function readNewestFindings(
  queryable: Queryable,
  model: string,
  version: string,
  windowName: string,
): Promise<KeptFindings> {
  return everyKind((table) => newestRows(queryable, table, model, version, windowName));
}

async function everyKind(
  read: (table: FindingTable, kind: FindingKind) => Promise<Finding[]> | Finding[],
): Promise<KeptFindings> {
  const found: Partial<Record<FindingKind, Finding[]>> = {};
  for (const kind of kinds) found[kind] = await read(tables[kind], kind);
  // as the fields of the tables say
  return found as unknown as KeptFindings;
}

/** The series of features, made where there are none. */
async function seriesOfFindings(
  transaction: Queryable,
  model: string,
  version: string,
  findings: Partial<ModelFindings>,
): Promise<(feature: string) => number> {
  const { importance = [], decompositions = [], segmentShares = [], probabilities = [] } = findings;
  const features = new Set(
    [...importance, ...decompositions, ...segmentShares, ...probabilities].map(({ feature }) => feature),
  );
  if (features.size > 0) {
    const names = [...features].map(storableText);
    const rows = await transaction.query<{ feature: string; kind: string }>(
      `SELECT feature, kind FROM drift.reference_features WHERE model = $1 AND version = $2 AND feature = ANY($3::text[])`,
      [storableText(model), version, names],
    );
    const kindOf = new Map(rows.map(({ feature, kind }) => [feature, kind]));
    const keys = names.map((feature) => ({
      segment: '',
      feature,
      kind: kindOf.get(feature) ?? 'numeric',
    }));
    const idOf = await seriesIds(transaction, model, version, keys);
    return (feature) => idOf('', feature);
  }
  return () => {
    throw new RangeError('there are no features');
  };
}

function fromWhere({ name, owner, end }: FindingTable): string {
  const from =
    owner === 'series' ? `drift.series s JOIN drift.${name} t ON t.series_id = s.id` : `drift.${name} t`;
  const who = owner === 'series' ? 's' : 't';
  return `FROM ${from} WHERE ${who}.model = $1 AND ($2::text IS NULL OR ${who}.version = $2)
    AND ($3::float8 IS NULL OR t.${end} >= ${timestamp('$3')}) AND ($4::float8 IS NULL OR t.${end} < ${timestamp('$4')})
    AND ($5::text IS NULL OR ${end === 'window_end' ? 't.window_name = $5' : 'true'})
    AND ($6::text IS NULL OR ${owner === 'series' ? 's.feature = $6' : 'true'})`;
}

function valuesOf({ model, version, window, feature, from, to }: FindingsQuery): unknown[] {
  return [
    storableText(model),
    version ?? null,
    from === undefined ? null : storableTime(from.getTime()),
    to === undefined ? null : storableTime(to.getTime()),
    window === undefined ? null : storableText(window),
    feature === undefined ? null : storableText(feature),
  ];
}
