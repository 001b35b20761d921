import { EVIDENCE } from '../../../dashboards/src/description/scale.js';
import { sheetsOf } from '../../../dashboards/src/description/page.js';
import { allPages } from '../../../dashboards/src/render.js';
import { DAY, fixtureCommit, fixtureReference, fixtureScore, HOUR, START } from './fixture.js';
import type { Opened } from './testStore.js';

export function testFeatureAnalysis(opened: () => Opened): void {
  describe('the view for one feature', () => {
    const rows = <R extends object>(sql: string, values?: readonly unknown[]): Promise<R[]> =>
      opened().database.query<R>(sql, values);

    beforeAll(async () => {
      const { store } = opened();
      const [kept, old] = [
        fixtureReference('analysed', ['x', 'y', 'z']),
        fixtureReference('analysed', ['x']),
      ];
      for (const one of [old, kept]) await store.references.save(one);
      await store.references.activate('analysed', kept.reference.version, new Date(START));
      await store.commit(fixtureCommit(old, { scores: [fixtureScore('x', '1h', START, 0.9)] }));
      const { result, ...category } = fixtureScore('z', '24h', START + DAY, 0.1);
      const cells = (to: number, current: Float64Array) => ({
        ...{ windowName: '24h', segment: '', feature: 'x', from: to - DAY, to, current },
        ...{ uppers: Float64Array.of(1, Infinity), reference: Float64Array.of(3, 1) },
        missing: { reference: 5, current: 5 },
      });
      await store.commit(
        fixtureCommit(kept, {
          scores: [
            fixtureScore('x', '24h', START + DAY, 0.3),
            fixtureScore('x', '24h', START + DAY - HOUR, 0.4),
            {
              ...category,
              result: {
                ...{ ...result, kind: 'categorical', drifted: false, severity: 'none', unseen_ratio: 0 },
                reference_variation: { psi: 0.2 },
                statistics: {
                  psi: { value: 0.15, noise_floor: 0.1 },
                  missing_psi: { value: 0.1 },
                  chi_squared: { p_value: 0.01 },
                },
              },
            },
            {
              ...fixtureScore('y', '24h', START + DAY, 0),
              result: { ...result, feature: 'y', drifted: null, severity: 'inconclusive', statistics: {} },
            },
          ],
          distributions: [
            cells(START + DAY, Float64Array.of(1, 1)),
            cells(START + 2 * DAY, Float64Array.of(1, 3)),
            // nothing has a value
            { ...cells(START + DAY, Float64Array.of(0, 0)), feature: 'y' },
          ],
        }),
      );
    });

    const statistics = (feature: string) =>
      rows<{ statistic: string; statistic_says: string }>(
        `SELECT statistic, statistic_value AS value, statistic_limit AS limit, statistic_says FROM drift.v1_feature_analysis
         WHERE model = 'analysed' AND feature = $1 AND record = 'statistic' ORDER BY statistic_order`,
        [feature],
      );
    const line = (statistic: string, value: number | null, limit: number | null, says: string): object => ({
      ...{ statistic, value, limit, statistic_says: says },
    });

    test('says what each statistic of the latest window says', async () => {
      const size = 'a size, without a limit';
      expect(await statistics('x')).toEqual([
        line('Severity, by the larger PSI', 0.3, 0.1, 'critical'),
        line('PSI of values', 0.3, 0.09, 'beyond chance and own variation'),
        line('PSI of missing values', 0, 0.1, 'no sign of change'),
        line('Window differs from the reference', 1, null, 'clear sign of change'),
        line('Kolmogorov–Smirnov statistic', 0.2, null, size),
        line('Kolmogorov–Smirnov error bound', 0.01, null, 'how exact the statistic is'),
        line('Kolmogorov–Smirnov p-value', 0.001, 0.05, 'a sign of change'),
        line('Jensen–Shannon distance', 0.1, null, size),
        line('Hellinger distance', 0.11, null, size),
        line('Wasserstein distance, in deviations', 0.2, null, size),
        line('Missing values, share', 1 / 38, null, 'some'),
        line('Unseen values, share', 0.01, null, 'some'),
        line('Values out of range, share', 0, null, 'none'),
      ]);
      expect(await statistics('z')).toEqual([
        line('Severity, by the larger PSI', 0.15, 0.1, 'none'),
        line('PSI of values', 0.15, 0.2, 'within chance and own variation'),
        line('PSI of missing values', 0.1, 0.1, 'clear sign of change'),
        line('Window differs from the reference', 0, null, 'no sign of change'),
        line('Chi-squared p-value', 0.01, 0.05, 'a sign of change'),
        line('Missing values, share', 1 / 38, null, 'some'),
        line('Unseen values, share', 0, null, 'none'),
        line('Values out of range, share', 0, null, 'none'),
      ]);
      expect((await statistics('y'))[0]).toEqual(
        line('Severity, by the larger PSI', null, 0.1, 'inconclusive'),
      );
    });

    test('names statistics and verdicts as the dashboard in Grafana does', async () => {
      const sheet = allPages.flatMap(sheetsOf).find(({ id }) => id === 'statistics');
      const asked = JSON.stringify(sheet?.queries);
      const words = (EVIDENCE.words ?? []).map(({ text }) => text);
      const [all] = await rows<{ definition: string }>(
        `SELECT pg_get_viewdef('drift.v1_feature_analysis'::regclass) AS definition`,
      );
      const named = Array.from(
        (all?.definition ?? '').matchAll(/\(\d+,\s*'([^']+)'::text/g),
        ([, name = '']) => name,
      );
      expect(named).toHaveLength(14);
      for (const name of named) expect(asked).toContain(name);
      for (const { statistic_says: says } of [...(await statistics('x')), ...(await statistics('z'))]) {
        expect(words).toContain(says);
      }
    });

    test('shows the cells of the newest distribution, by dataset, in shares that add up to one', async () => {
      const cells = await rows(
        `SELECT feature, dataset, cell, cell_name, lower_bound, upper_bound, cell_rows, cell_ratio, day::text AS day
         FROM drift.v1_feature_analysis WHERE model = 'analysed' AND record = 'cell'
         ORDER BY feature, dataset DESC, cell`,
      );
      const low = { cell: 1, cell_name: '≤ 1', lower_bound: null, upper_bound: 1 };
      const high = { cell: 2, cell_name: '> 1', lower_bound: 1, upper_bound: null };
      const x = { feature: 'x', day: '2026-01-02' };
      const y = { feature: 'y', day: '2026-01-01' };
      expect(cells).toEqual([
        { ...x, dataset: 'reference', ...low, cell_rows: 3, cell_ratio: 0.75 },
        { ...x, dataset: 'reference', ...high, cell_rows: 1, cell_ratio: 0.25 },
        { ...x, dataset: 'current', ...low, cell_rows: 1, cell_ratio: 0.25 },
        { ...x, dataset: 'current', ...high, cell_rows: 3, cell_ratio: 0.75 },
        { ...y, dataset: 'reference', ...low, cell_rows: 3, cell_ratio: 0.75 },
        { ...y, dataset: 'reference', ...high, cell_rows: 1, cell_ratio: 0.25 },
        { ...y, dataset: 'current', ...low, cell_rows: 0, cell_ratio: null },
        { ...y, dataset: 'current', ...high, cell_rows: 0, cell_ratio: null },
      ]);
    });

    test('has the days of the reference in use, as the view of days has them', async () => {
      const columns = `model, reference_version, segment, feature, kind, window_name, day, window_end_utc, severity, severity_order,
        drifted, psi, psi_mean, psi_noise_floor, psi_reference_variation, missing_psi, missing_ratio, unseen_ratio,
        out_of_range_ratio, ks_statistic, jensen_shannon_distance, wasserstein_distance_normalized, threshold_small,
        threshold_significant, threshold_critical, rows_current, reason`;
      const days = await rows(
        `SELECT ${columns} FROM drift.v1_feature_analysis WHERE model = 'analysed' AND record = 'day' ORDER BY feature`,
      );
      expect(days).toHaveLength(3);
      expect(days).toEqual(
        await rows(
          `SELECT ${columns} FROM drift.v1_daily_scores WHERE model = 'analysed' AND active_reference ORDER BY feature`,
        ),
      );
    });
  });
}
