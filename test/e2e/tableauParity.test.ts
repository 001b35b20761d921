import pg from 'pg';
import { describePrometheus } from '../services/prometheus.js';
import { dataFolder } from '../support/dataFolder.js';
import { HOSTILE_MODEL, startFlightsHistory, type FlightsHistory } from '../support/flightsHistory.js';

/** What Grafana shows by Prometheus' metric, and Tableau by a view's column. */
const METRICS = {
  drift_psi: 'psi',
  drift_severity: 'severity_order',
  drift_psi_noise_floor: 'psi_noise_floor',
  drift_psi_reference_variation: 'psi_reference_variation',
  drift_missing_psi: 'missing_psi',
  drift_missing_ratio: 'missing_ratio_current',
  drift_unseen_ratio: 'unseen_ratio',
  drift_out_of_range_ratio: 'out_of_range_ratio',
} as const;
/** Over a day: the largest. */
const OF_DAYS = [
  'psi',
  'severity_order',
  'missing_psi',
  'missing_ratio',
  'unseen_ratio',
  'out_of_range_ratio',
];

type Row = Readonly<Record<string, string | number | null>>;

await describePrometheus('what Grafana shows from Prometheus, Tableau shows from PostgreSQL', (binaries) => {
  const folder = dataFolder();
  let history: FlightsHistory;
  let database: pg.Client;

  beforeAll(async () => {
    history = await startFlightsHistory(folder, binaries);
    database = new pg.Client({ connectionString: history.store.url });
    await database.connect();
  }, 240_000);

  afterAll(async () => {
    await database.end();
    await history.stop();
  });

  async function rows(sql: string): Promise<Row[]> {
    return (await database.query<Row>(sql)).rows;
  }

  /** By model, feature, window and second, what was recorded as history; what scrapes added since has no whole score. */
  async function samplesOf(metric: string): Promise<Map<string, number>> {
    const series = await history.prometheus.client.query(`${metric}{segment="", pod=""}[400d]`);
    return new Map(
      series.flatMap(({ labels: { model, feature, window }, points }) =>
        points.map(([time, value]) => [[model, feature, window, time].join('\n'), value] as const),
      ),
    );
  }

  const keyOf = ({ model, feature, window_name: window, at }: Row): string =>
    [model, feature, window, at].join('\n');

  test.each(Object.entries(METRICS))('%s is v1_scores.%s, window by window', async (metric, column) => {
    const samples = await samplesOf(metric);
    const scores = await rows(
      `SELECT model, feature, window_name, extract(epoch FROM window_end)::float8 AS at, ${column} AS value
       FROM drift.v1_scores WHERE segment = ''`,
    );
    const compared = scores.flatMap((score) => {
      const shown = samples.get(keyOf(score));
      return shown === undefined ? [] : [[score.value, shown] as const];
    });
    expect(compared.filter(([stored, shown]) => stored !== shown)).toEqual([]);
    // both sides know all but the windows that have ended since
    expect(compared.length).toBeGreaterThan(0.99 * samples.size);
    expect(compared.length).toBeGreaterThan(500);
  });

  test.each(OF_DAYS)(
    '%s of a day is the largest of its windows, in both views that dashboards read',
    async (column) => {
      const of = column.endsWith('ratio') && column.startsWith('missing') ? 'missing_ratio_current' : column;
      const expected = await rows(
        `SELECT model, feature, window_name, to_char(window_end AT TIME ZONE 'UTC' - interval '1 microsecond', 'YYYY-MM-DD') AS at,
         max(${of}) AS value FROM drift.v1_scores WHERE segment = '' GROUP BY 1, 2, 3, 4`,
      );
      const byDay = new Map(expected.map((row) => [keyOf(row), row.value]));
      for (const [view, condition] of [
        ['v1_daily_scores', 'active_reference'],
        ['v1_feature_analysis', "record = 'day'"],
      ] as const) {
        const days = await rows(
          `SELECT model, feature, window_name, to_char(day, 'YYYY-MM-DD') AS at, MAX(${column}) AS value
         FROM drift.${view} WHERE segment = '' AND ${condition} GROUP BY 1, 2, 3, 4`,
        );
        expect(new Map(days.map((row) => [keyOf(row), row.value]))).toEqual(byDay);
      }
      expect(new Set(expected.map(({ model }) => model))).toEqual(new Set(['flights', HOSTILE_MODEL]));
    },
  );
});
