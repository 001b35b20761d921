import type { Exclusion } from '../detection/result.js';
import { DriftError } from '../errors.js';
import {
  decodeBucket,
  decodeGrid,
  decodeProfile,
  encodeBucket,
  encodeGrid,
  encodeProfile,
} from '../profile/codec.js';
import type { Reference, ReferenceFeature } from '../profile/reference.js';
import type { Bucket } from '../profile/window.js';
import type { Feature } from '../sources/source.js';
import { blobArray, blobList, blobOf, blobText } from './blobs.js';
import { inChunks } from './chunks.js';
import {
  milliseconds,
  storableJson,
  storableText,
  storableTime,
  timestamp,
  type Database,
  type Queryable,
} from './database.js';
import { lastByKey } from './lastByKey.js';
import { ensureModel } from './models.js';
import type { BucketProfile } from './records.js';
import { loadExtras, putExtras } from './referenceExtras.js';
import type { SavedReference } from './referenceStore.js';

/** A reference as it is kept: what it was made from decides whether a later check may use it. */
export type KeptReference = SavedReference;

/** A reference without its counts. */
export interface ReferenceEntry {
  readonly model: string;
  readonly version: string;
  readonly created: Date;
  /** When it first came into use. */
  readonly promoted?: Date;
  readonly active: boolean;
  readonly rows: number;
  readonly features: number;
  readonly definition: string;
}

/** The references of all models, by version. */
export class References {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Keeps a reference; one of the same version is replaced. It isn't in use before `activate`. */
  async save({ model, created, definition, reference, excluded }: KeptReference): Promise<void> {
    await this.#database.transaction(async (transaction) => {
      await ensureModel(transaction, model);
      await transaction.query(
        `INSERT INTO drift."references" (model, version, created_at, definition, rows, excluded)
         VALUES ($1, $2, ${timestamp('$3')}, $4, $5, $6::jsonb)
         ON CONFLICT (model, version) DO UPDATE SET created_at = excluded.created_at,
           definition = excluded.definition, rows = excluded.rows, excluded = excluded.excluded`,
        [
          storableText(model),
          reference.version,
          created.getTime(),
          definition,
          reference.rows,
          storableJson(excluded),
        ],
      );
      await putExtras(transaction, model, reference);
      // a version names its content, so features that are there are the same
      const numbered = reference.features.map((entry, index) => ({ ...entry, position: index + 1 }));
      const unique = lastByKey(numbered, ({ feature }) => storableText(feature.name));
      for (const chunk of inChunks(unique, 500)) {
        await transaction.query(
          `INSERT INTO drift.reference_features (model, version, feature, position, kind, definition, grid, profile)
           SELECT $1, $2, n.feature, n.position, n.kind, n.definition::jsonb, decode(n.grid, 'base64'), decode(n.profile, 'base64')
           FROM unnest($3::text[], $4::int[], $5::text[], $6::text[], ${blobArray('$7')}, ${blobArray('$8')})
             AS n(feature, position, kind, definition, grid, profile)
           ON CONFLICT (model, version, feature) DO UPDATE SET position = excluded.position,
             definition = excluded.definition, grid = excluded.grid, profile = excluded.profile`,
          [
            storableText(model),
            reference.version,
            chunk.map(({ feature }) => storableText(feature.name)),
            chunk.map(({ position }) => position),
            chunk.map(({ feature }) => feature.kind),
            chunk.map(({ feature }) => storableJson(feature)),
            blobList(chunk.map(({ profile }) => encodeGrid(profile.grid))),
            blobList(chunk.map(({ profile }) => encodeProfile(profile))),
          ],
        );
      }
    });
  }

  /** Puts a kept version to use, in place of another. @throws DriftError `reference_missing` */
  async activate(model: string, version: string, at: Date): Promise<void> {
    await this.#database.transaction(async (transaction) => {
      await transaction.query(
        'UPDATE drift."references" SET active = false WHERE model = $1 AND active AND version <> $2',
        [storableText(model), version],
      );
      const activated = await transaction.query(
        `UPDATE drift."references" SET active = true, promoted_at = ${timestamp('$3')}
         WHERE model = $1 AND version = $2 RETURNING version`,
        [storableText(model), version, at.getTime()],
      );
      if (activated.length === 0) {
        throw new DriftError('reference_missing', `model ${model} has no reference of version ${version}`);
      }
    });
  }

  /** The version of the reference in use. */
  async activeVersion(model: string): Promise<string | undefined> {
    const [found] = await this.#database.query<{ version: string }>(
      'SELECT version FROM drift."references" WHERE model = $1 AND active',
      [storableText(model)],
    );
    return found?.version;
  }

  /** The reference in use. @throws DriftError `reference_corrupt` */
  async active(model: string): Promise<KeptReference | undefined> {
    const version = await this.activeVersion(model);
    return version === undefined ? undefined : this.load(model, version);
  }

  /** @throws DriftError `reference_corrupt` */
  async load(model: string, version: string): Promise<KeptReference | undefined> {
    const [found] = await this.#database.query<{
      created: number;
      definition: string;
      rows: number;
      excluded: Exclusion[];
    }>(
      `SELECT ${milliseconds('created_at')} AS created, definition, rows, excluded
       FROM drift."references" WHERE model = $1 AND version = $2`,
      [storableText(model), version],
    );
    if (found === undefined) return undefined;
    const features = await readFeatures(this.#database, model, version);
    const extras = await loadExtras(this.#database, model, version);
    return {
      model,
      created: new Date(found.created),
      definition: found.definition,
      excluded: found.excluded,
      reference: { version, rows: found.rows, features, ...extras },
    };
  }

  /** Of one model or of all, newest first. */
  async list(model?: string): Promise<ReferenceEntry[]> {
    const rows = await this.#database.query<
      Omit<ReferenceEntry, 'created' | 'promoted'> & { created: number; promoted: number | null }
    >(
      `SELECT model, version, ${milliseconds('created_at')} AS created, ${milliseconds('promoted_at')} AS promoted, active, rows,
         (SELECT count(*)::int FROM drift.reference_features f WHERE f.model = r.model AND f.version = r.version) AS features,
         definition
       FROM drift."references" r WHERE $1::text IS NULL OR model = $1 ORDER BY created_at DESC, model, version`,
      [model === undefined ? null : storableText(model)],
    );
    return rows.map(({ created, promoted, ...entry }) => ({
      ...entry,
      created: new Date(created),
      ...(promoted === null ? {} : { promoted: new Date(promoted) }),
    }));
  }

  /** Keeps the reference's own counts by bucket; what is there for the same bucket is replaced. Call it as often as needed. */
  async saveBuckets(model: string, version: string, buckets: readonly BucketProfile[]): Promise<void> {
    const unique = lastByKey(buckets, ({ feature, start }) => `${start} ${storableText(feature)}`);
    for (const chunk of inChunks(unique, 5_000)) {
      await this.#database.query(
        `INSERT INTO drift.reference_buckets (reference_feature_id, bucket_start, rows, blob)
         SELECT f.id, ${timestamp('n.start')}, n.rows, decode(n.blob, 'base64')
         FROM unnest($3::text[], $4::float8[], $5::float8[], ${blobArray('$6')}) AS n(feature, start, rows, blob)
         JOIN drift.reference_features f ON f.model = $1 AND f.version = $2 AND f.feature = n.feature
         ON CONFLICT (reference_feature_id, bucket_start) DO UPDATE SET rows = excluded.rows, blob = excluded.blob`,
        [
          storableText(model),
          version,
          chunk.map(({ feature }) => storableText(feature)),
          chunk.map(({ start }) => start),
          chunk.map(({ profile }) => profile.rows),
          blobList(chunk.map(({ profile }) => encodeBucket(profile))),
        ],
      );
    }
  }

  /** The reference's own counts of one feature, oldest first. @throws DriftError `store_corrupt` */
  async buckets(model: string, version: string, { feature, profile }: ReferenceFeature): Promise<Bucket[]> {
    const rows = await this.#database.query<{ start: number; blob: string }>(
      `SELECT ${milliseconds('b.bucket_start')} AS start, ${blobText('b.blob')} AS blob
       FROM drift.reference_buckets b JOIN drift.reference_features f ON f.id = b.reference_feature_id
       WHERE f.model = $1 AND f.version = $2 AND f.feature = $3 ORDER BY b.bucket_start`,
      [storableText(model), version, storableText(feature.name)],
    );
    return rows.map(({ start, blob }) => ({ start, profile: decodeBucket(blobOf(blob), profile.grid) }));
  }

  /** The reference's own counts of all its features in [from, to), in the order of time. @throws DriftError `store_corrupt` */
  async bucketsBetween(
    model: string,
    { version, features }: Reference,
    from: number,
    to: number,
  ): Promise<BucketProfile[]> {
    const grids = new Map(
      features.map(({ feature, profile }) => [storableText(feature.name), { feature, profile }]),
    );
    const rows = await this.#database.query<{ feature: string; start: number; blob: string }>(
      `SELECT f.feature, ${milliseconds('b.bucket_start')} AS start, ${blobText('b.blob')} AS blob
       FROM drift.reference_buckets b JOIN drift.reference_features f ON f.id = b.reference_feature_id
       WHERE f.model = $1 AND f.version = $2 AND b.bucket_start >= ${timestamp('$3')} AND b.bucket_start < ${timestamp('$4')}
       ORDER BY b.bucket_start, f.position`,
      [storableText(model), version, storableTime(from), storableTime(to)],
    );
    return rows.flatMap(({ feature, start, blob }) => {
      const entry = grids.get(feature);
      if (entry === undefined) return [];
      const profile = decodeBucket(blobOf(blob), entry.profile.grid);
      return [{ feature: entry.feature.name, segment: '', start, profile }];
    });
  }

  /** Keeps what was found out about a reference's own variation, as JSON, in place of what was there. */
  async saveCalibration(model: string, version: string, calibration: unknown): Promise<void> {
    await this.#database.query(
      `INSERT INTO drift.calibrations (model, version, calibration) VALUES ($1, $2, $3::jsonb)
       ON CONFLICT (model, version) DO UPDATE SET calibration = excluded.calibration`,
      [storableText(model), version, storableJson(calibration)],
    );
  }

  async calibration(model: string, version: string): Promise<unknown> {
    const [found] = await this.#database.query<{ calibration: unknown }>(
      'SELECT calibration FROM drift.calibrations WHERE model = $1 AND version = $2',
      [storableText(model), version],
    );
    return found?.calibration;
  }
}

/** Features of a reference with their grids and counts, as the model lists them. @throws DriftError `reference_corrupt` */
export async function readFeatures(
  queryable: Queryable,
  model: string,
  version: string,
): Promise<ReferenceFeature[]> {
  const rows = await queryable.query<{ definition: Feature; grid: string; profile: string }>(
    `SELECT definition, ${blobText('grid')} AS grid, ${blobText('profile')} AS profile FROM drift.reference_features
     WHERE model = $1 AND version = $2 ORDER BY position`,
    [storableText(model), version],
  );
  return rows.map(({ definition, grid, profile }) => {
    const decoded = decodeGrid(blobOf(grid));
    if (decoded.kind !== definition.kind) {
      throw new DriftError('reference_corrupt', `a ${decoded.kind} grid of a ${definition.kind} feature`, {
        feature: definition.name,
      });
    }
    return { feature: definition, profile: decodeProfile(blobOf(profile), decoded) };
  });
}
