import { DAY, fixtureCommit, fixtureReference, fixtureScore, HOUR, START } from './fixture.js';
import { fixtureFindings } from './fixtureFindings.js';
import type { Opened } from './testStore.js';
import { viewColumns } from './viewColumns.js';

export function testViews(opened: () => Opened): void {
  describe('views', () => {
    const rows = <R extends object>(sql: string, values?: readonly unknown[]): Promise<R[]> =>
      opened().database.query<R>(sql, values);

    test('have the columns that people rely on', async () => {
      const columns = await rows<{ view: string; columns: string }>(
        `SELECT table_name AS view, string_agg(column_name || ' ' || udt_name, ', ' ORDER BY ordinal_position) AS columns
         FROM information_schema.columns WHERE table_schema = 'drift' AND table_name LIKE 'v1%' GROUP BY 1`,
      );
      expect(Object.fromEntries(columns.map(({ view, columns }) => [view, columns.split(', ')]))).toEqual(
        viewColumns,
      );
    });

    test('say what each of them and each column tells', async () => {
      const silent = await rows(
        `SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum >= 0
         WHERE c.relnamespace = 'drift'::regnamespace AND c.relkind = 'v'
           AND (col_description(c.oid, a.attnum) IS NULL OR obj_description(c.oid) IS NULL)`,
      );
      expect(silent).toEqual([]);
    });

    test('have each moment once more without a zone, for tools whose times have none', async () => {
      const columns = await rows<{ view: string; name: string; type: string }>(
        `SELECT table_name AS view, column_name AS name, udt_name AS type FROM information_schema.columns
         WHERE table_schema = 'drift' AND table_name LIKE 'v1%' AND udt_name LIKE 'timestamp%'`,
      );
      const zoneless = new Set(
        columns.filter(({ type }) => type === 'timestamp').map(({ view, name }) => `${view}.${name}`),
      );
      const moments = columns.filter(({ type }) => type === 'timestamptz');
      expect(moments.length).toBeGreaterThan(30);
      expect(
        moments.map(({ view, name }) => `${view}.${name}_utc`).filter((twin) => !zoneless.has(twin)),
      ).toEqual([]);
      // other tests have written much at once
      await opened().database.script('ANALYZE');
      for (const { view, name } of moments) {
        const different = await rows(
          `SELECT FROM drift.${view} WHERE ${name}_utc IS DISTINCT FROM ${name} AT TIME ZONE 'UTC' LIMIT 1`,
        );
        expect([view, name, different.length]).toEqual([view, name, 0]);
      }
    });

    test('show a model, its features and its scores', async () => {
      const { store } = opened();
      const kept = fixtureReference('shown', ['x', 'y', 'z']);
      const { version } = kept.reference;
      await store.describeModel({ model: 'shown', team: 'risk', source: 'files', timeZone: 'UTC' });
      await store.references.save(kept);
      await store.references.activate('shown', version, new Date(START));
      const { check } = fixtureCommit(kept, {});
      await store.commit(
        fixtureCommit(kept, {
          check: { ...check, rows: 7, watermark: START + DAY },
          position: { closedUntil: START + DAY, countedFrom: START, shift: 0 },
          scores: [
            fixtureScore('x', '1h', START + DAY, 0.01),
            fixtureScore('x', '6h', START + DAY - HOUR, 0.3),
            fixtureScore('x', '6h', START + DAY - 7 * HOUR, 0.4),
            // of a window that was configured long ago
            fixtureScore('x', '2h', START, 0.9),
            fixtureScore('y', '1h', START + DAY, 0.02),
          ],
          activities: [
            { feature: 'x', segment: '', active: true, since: START + 5 * HOUR, state: {} },
            { feature: 'y', segment: '', active: false, state: {} },
          ],
        }),
      );
      const failed = { ...check, startedAt: new Date(START + HOUR), error: 'source files: gone' };
      await store.commit(fixtureCommit(kept, { check: failed }));

      expect(await rows(`SELECT * FROM drift.v1_models WHERE model = 'shown'`)).toMatchObject([
        {
          ...{ team: 'risk', source: 'files', time_zone: 'UTC', reference_version: version },
          ...{ severity: 'critical', severity_order: 3, last_check_error: 'source files: gone' },
          ...{ reference_promoted_at: new Date(START), data_as_of: new Date(START + DAY) },
          ...{ closed_until: new Date(START + DAY), last_success_at: check.finishedAt },
        },
      ]);
      expect(
        await rows(`SELECT features, features_active AS active FROM drift.v1_models WHERE model = 'shown'`),
      ).toEqual([{ features: 3, active: 1 }]);
      const features = await rows(
        `SELECT feature, active, active_since, severity, severity_order, window_name, psi, drift_rank FROM drift.v1_features
         WHERE model = 'shown' ORDER BY feature_order`,
      );
      const quiet = { active: false, active_since: null };
      expect(features).toEqual([
        {
          ...{ feature: 'x', active: true, active_since: new Date(START + 5 * HOUR) },
          ...{ severity: 'critical', severity_order: 3, window_name: '6h', psi: 0.3, drift_rank: 1 },
        },
        {
          feature: 'y',
          ...quiet,
          severity: 'none',
          severity_order: 0,
          window_name: '1h',
          psi: 0.02,
          drift_rank: 2,
        },
        {
          feature: 'z',
          ...quiet,
          severity: 'inconclusive',
          severity_order: null,
          window_name: null,
          psi: null,
          drift_rank: 3,
        },
      ]);
      const scores = await rows(
        `SELECT window_start, psi, psi_noise_floor, psi_reference_variation, ks_statistic, wasserstein_distance_normalized,
           threshold_critical, severity_order, rows_current FROM drift.v1_scores
         WHERE model = 'shown' AND window_name = '6h' ORDER BY window_end DESC LIMIT 1`,
      );
      expect(scores).toEqual([
        {
          ...{ window_start: new Date(START + DAY - 7 * HOUR), psi: 0.3, psi_noise_floor: 0.02 },
          ...{ psi_reference_variation: 0.09, ks_statistic: 0.2, wasserstein_distance_normalized: 0.2 },
          ...{ threshold_critical: null, severity_order: 3, rows_current: 38 },
        },
      ]);
      const quality = await rows(
        `SELECT missing_ratio, unseen_ratio, quality_score FROM drift.v1_data_quality
         WHERE model = 'shown' AND feature = 'y'`,
      );
      expect(quality).toEqual([{ missing_ratio: 1 / 38, unseen_ratio: 0.01, quality_score: null }]);
      const checks = await rows(
        `SELECT duration_seconds, count_seconds, store_seconds, succeeded, error, freshness_seconds
         FROM drift.v1_checks WHERE model = 'shown' ORDER BY started_at`,
      );
      expect(checks).toEqual([
        {
          ...{ duration_seconds: 1.5, count_seconds: 1, store_seconds: null, succeeded: true, error: null },
          freshness_seconds: 1.5 - DAY / 1000,
        },
        {
          ...{ duration_seconds: 1.5 - HOUR / 1000, count_seconds: 1, store_seconds: null, succeeded: false },
          ...{ error: 'source files: gone', freshness_seconds: null },
        },
      ]);
    });

    test('show distributions cell by cell, in shares that add up to one', async () => {
      const { store } = opened();
      const kept = fixtureReference('cells', ['x', 'y', 'z']);
      const window = { windowName: '1h', segment: '', from: START, to: START + HOUR };
      await store.commit(
        fixtureCommit(kept, {
          distributions: [
            {
              ...{ ...window, feature: 'x', uppers: Float64Array.of(1, 2.5, Infinity) },
              ...{ reference: Float64Array.of(1, 2, 1), current: Float64Array.of(0, 0, 0) },
              missing: { reference: 1, current: 0 },
            },
            {
              ...{ ...window, feature: 'z', categories: ['a', 'other', 'unseen'] },
              ...{ reference: Float64Array.of(3, 1, 0), current: Float64Array.of(1, 1, 2) },
              missing: { reference: 0, current: 4 },
            },
          ],
        }),
      );
      const cells = await rows(
        `SELECT cell, cell_name, lower_bound, upper_bound, category, ratio_reference, ratio_current,
           missing_ratio_reference, missing_ratio_current
         FROM drift.v1_distributions WHERE model = 'cells' ORDER BY feature, cell`,
      );
      const x = {
        category: null,
        ratio_current: null,
        missing_ratio_reference: 0.2,
        missing_ratio_current: null,
      };
      const z = {
        lower_bound: null,
        upper_bound: null,
        missing_ratio_reference: 0,
        missing_ratio_current: 0.5,
      };
      expect(cells).toEqual([
        { cell: 1, cell_name: '≤ 1', lower_bound: null, upper_bound: 1, ratio_reference: 0.25, ...x },
        { cell: 2, cell_name: '(1, 2.5]', lower_bound: 1, upper_bound: 2.5, ratio_reference: 0.5, ...x },
        { cell: 3, cell_name: '> 2.5', lower_bound: 2.5, upper_bound: null, ratio_reference: 0.25, ...x },
        { cell: 1, cell_name: 'a', category: 'a', ratio_reference: 0.75, ratio_current: 0.25, ...z },
        { cell: 2, cell_name: 'other', category: 'other', ratio_reference: 0.25, ratio_current: 0.25, ...z },
        { cell: 3, cell_name: 'unseen', category: 'unseen', ratio_reference: 0, ratio_current: 0.5, ...z },
      ]);
    });

    test('hold no number that is none, and no name that SQL reserves', async () => {
      const { store, database } = opened();
      const kept = fixtureReference('wild', ['x', 'z']);
      const wild = Float64Array.of(NaN, Infinity, -Infinity);
      const window = { windowName: '1h', segment: '', from: START, to: START + HOUR };
      const score = fixtureScore('x', '1h', START + HOUR, NaN);
      const numbers = {
        value: NaN,
        noise_floor: Infinity,
        p_value: -Infinity,
        distance: NaN,
        normalized: Infinity,
      };
      const statistics = Object.fromEntries(Object.keys(score.result.statistics).map((id) => [id, numbers]));
      await store.commit(
        fixtureCommit(kept, {
          check: { ...fixtureCommit(kept, {}).check, rows: NaN, stages: { count: Infinity } },
          scores: [
            {
              ...score,
              thresholds: { small: NaN, significant: Infinity, critical: Infinity },
              result: {
                ...score.result,
                rows: { reference: NaN, current: Infinity },
                unseen_ratio: NaN,
                statistics,
              },
            },
          ],
          distributions: [
            {
              ...{
                ...window,
                feature: 'x',
                uppers: Float64Array.of(1, 2, Infinity),
                reference: wild,
                current: wild,
              },
              missing: { reference: NaN, current: Infinity },
            },
          ],
        }),
      );
      for (const [hour, none] of [NaN, Infinity, -Infinity].entries()) {
        const findings = Object.entries(fixtureFindings('x', '1h', START + hour * HOUR)).map(
          ([kind, found]: [string, readonly object[]]) => [
            kind,
            found.map((row) =>
              Object.fromEntries(
                Object.entries(row).map(([name, value]) => [
                  name,
                  typeof value !== 'number' || /^(from|to|dataUntil)$/.test(name) ? value : none,
                ]),
              ),
            ),
          ],
        );
        await store.putFindings('wild', kept.reference.version, Object.fromEntries(findings) as object);
      }
      expect(await store.findings({ model: 'wild' })).toMatchObject({
        performance: Array(3).fill({ metric: 'roc_auc', rows: 0, labelledRows: 0 }),
        importance: Array(3).fill({ method: 'estimated' }),
        ...{ covariate: [], decompositions: [], segmentShares: [], probabilities: [] },
      });
      const doubles = await rows<{ view: string; name: string }>(
        `SELECT table_name AS view, column_name AS name FROM information_schema.columns
         WHERE table_schema = 'drift' AND table_name LIKE 'v1%' AND udt_name = 'float8'`,
      );
      expect(doubles.length).toBeGreaterThan(40);
      await database.script('ANALYZE');
      for (const { view, name } of doubles) {
        const odd = await rows(
          `SELECT ${name} FROM drift.${view} WHERE ${name} IN ('NaN', 'Infinity', '-Infinity')`,
        );
        expect([view, name, odd]).toEqual([view, name, []]);
      }
    });
  });
}
