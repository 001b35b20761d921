import pg from 'pg';
import { openStore } from '../../exporter/src/store/store.js';
import { Secret } from '../../exporter/src/config/secret.js';
import { dailySqlOfSeries } from '../../exporter/src/store/dailyScores.js';
import { catalogueOfMigrations } from '../../dashboards/src/tableau/catalogueOfMigrations.js';
import { askOf, storeFindings } from '../../dashboards/src/tableau/check/checkStore.js';
import { MAY_BE_EMPTY } from '../../dashboards/src/tableau/check/mayBeEmpty.js';
import { readWorkbook, type Workbook } from '../../dashboards/src/tableau/check/model/workbook.js';
import { sheetQueries } from '../../dashboards/src/tableau/check/queries/sheetQueries.js';
import { workbookText } from '../../dashboards/src/renderTableau.js';
import { createTestDatabase, type TestDatabase } from '../services/postgresDatabase.js';

const HOSTILE = [`o'neil "&" <sons> \\ ; -- $1 %s`, '🛩️ späte Flüge 航班', 'x'.repeat(200), '[psi]', ' '];
const MANY = 'two thousand';
const RENAMED = 'renamed';
const FEATURES = ['age', `"it's" <b> 🙂`, 'y'.repeat(200)];
const KEPT = Infinity;

/** Models with their references: in use are the last versions. */
const REFERENCES: ReadonlyArray<readonly [model: string, version: string, features: readonly string[]]> = [
  ...HOSTILE.map((model) => [model, 'v1', FEATURES] as const),
  [MANY, 'v1', Array.from({ length: 2_000 }, (_, index) => `feature ${index}`)],
  [RENAMED, 'v1', ['age', 'income']],
  [RENAMED, 'v2', ['age_years', 'income']],
];

describe('a workbook on a store with names of every kind', () => {
  let database: TestDatabase;
  let client: pg.Client;
  let workbook: Workbook;

  beforeAll(async () => {
    workbook = readWorkbook(workbookText(await catalogueOfMigrations()));
    database = await createTestDatabase();
    const retention = { buckets: KEPT, days: KEPT, scores: KEPT };
    const store = await openStore({ url: new Secret(database.url), retention });
    await store.close();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
    for (const [model, version, features] of REFERENCES) await fill(model, version, features);
    const { rows } = await client.query<{ id: number }>('SELECT id FROM drift.series');
    await client.query(dailySqlOfSeries, [rows.map(({ id }) => id)]);
    await client.query('ANALYZE');
  }, 120_000);

  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  async function fill(model: string, version: string, features: readonly string[]): Promise<void> {
    await client.query('INSERT INTO drift.models (model) VALUES ($1) ON CONFLICT DO NOTHING', [model]);
    await client.query('UPDATE drift."references" SET active = false WHERE model = $1', [model]);
    await client.query(
      `INSERT INTO drift."references" (model, version, created_at, promoted_at, active, rows, definition, excluded)
       VALUES ($1, $2, now(), now(), true, 1000, '', '[]')`,
      [model, version],
    );
    await client.query(
      `WITH added AS (
         INSERT INTO drift.reference_features (model, version, feature, position, kind, definition, grid, profile)
         SELECT $1, $2, feature, place, 'numeric', '{}', '', '' FROM unnest($3::text[]) WITH ORDINALITY f(feature, place) RETURNING *)
       INSERT INTO drift.series (model, version, segment, feature, kind) SELECT model, version, '', feature, kind FROM added`,
      [model, version, features],
    );
    const scored = `FROM drift.series s CROSS JOIN generate_series(1, 3) day WHERE s.model = $1 AND s.version = $2`;
    await client.query(
      `INSERT INTO drift.scores (series_id, window_name, window_start, window_end, drifted, severity, reason, rows_current, psi,
         threshold_significant)
       SELECT s.id, '1d', '2026-03-01'::timestamptz + (day - 1) * interval '1 day', '2026-03-01'::timestamptz + day * interval '1 day',
         true, 'critical', 'because', 100, 0.3 + s.id / 1e4, 0.2 ${scored}`,
      [model, version],
    );
    await client.query(
      `INSERT INTO drift.latest_scores SELECT DISTINCT ON (series_id) window_start, window_end, series_id, drifted, window_name, severity, psi
       FROM drift.scores JOIN drift.series s ON s.id = series_id WHERE s.model = $1 AND s.version = $2 ORDER BY series_id, window_end DESC`,
      [model, version],
    );
    await client.query(
      `INSERT INTO drift.distribution_cells (series_id, digest, uppers, reference, reference_missing)
       SELECT id, 'd', '{1,2,Infinity}', '{10,20,30}', 0 FROM drift.series WHERE model = $1 AND version = $2`,
      [model, version],
    );
    await client.query(
      `INSERT INTO drift.distributions (series_id, window_name, window_start, window_end, cells_id, current, current_missing)
       SELECT c.series_id, '1d', '2026-03-03', '2026-03-04', c.id, '{30,20,10}', 0
       FROM drift.distribution_cells c JOIN drift.series s ON s.id = c.series_id WHERE s.model = $1 AND s.version = $2`,
      [model, version],
    );
    await client.query(
      `INSERT INTO drift.checks (model, version, writer, started_at, finished_at, stages, rows, buckets, features, failed_features,
         error, watermark, commit) VALUES ($1, $2, 'w', now(), now(), '{"count": 1}', 1, 1, 1, 0, '', now(), $2)`,
      [model, version],
    );
  }

  /** What a sheet shows of a model that a reader has chosen: values of its columns by their captions. */
  async function shown(title: string, model: string): Promise<Array<Record<string, unknown>>> {
    const query = sheetQueries(workbook, { only: { model } }).find(({ sheet }) => sheet === title);
    const { rows } = await client.query<Record<string, unknown>>(query?.sql ?? '', [
      ...(query?.parameters ?? []),
    ]);
    return rows.map((row) =>
      Object.fromEntries((query?.columns ?? []).map(({ caption, key }) => [caption, row[key]])),
    );
  }

  const featuresOf = (rows: ReadonlyArray<Record<string, unknown>>): unknown[] =>
    [...new Set(rows.map(({ Feature }) => Feature))].sort();

  test('has no finding', async () => {
    await client.query('BEGIN READ ONLY');
    try {
      const store = { ask: askOf(client), place: 'here', mayBeEmpty: MAY_BE_EMPTY };
      expect(await storeFindings(workbook, store)).toEqual([]);
    } finally {
      await client.query('ROLLBACK');
    }
  });

  test.each(HOSTILE)('shows a model that is called %j with its own features', async (model) => {
    for (const title of [
      'PSI of all features',
      'Reference and current distribution',
      'Verdict of each week',
    ]) {
      const rows = await shown(title, model);
      expect(featuresOf(rows)).toEqual([...FEATURES].sort());
      expect(new Set(rows.map(({ Model }) => Model))).toEqual(new Set([model]));
    }
  });

  test('shows two thousand features, each once a week', async () => {
    expect(await shown('PSI of all features', MANY)).toHaveLength(2_000);
  });

  test('shows a feature under its new name only, and keeps the history of the old one', async () => {
    for (const title of ['PSI of all features', 'PSI over time and its thresholds']) {
      expect(featuresOf(await shown(title, RENAMED))).toEqual(['age_years', 'income']);
    }
    const { rows } = await client.query(
      `SELECT DISTINCT feature, reference_version, active_reference FROM drift.v1_daily_scores WHERE model = $1 ORDER BY 1, 2`,
      [RENAMED],
    );
    expect(rows).toEqual([
      { feature: 'age', reference_version: 'v1', active_reference: false },
      { feature: 'age_years', reference_version: 'v2', active_reference: true },
      { feature: 'income', reference_version: 'v1', active_reference: false },
      { feature: 'income', reference_version: 'v2', active_reference: true },
    ]);
  });
});
