import pg from 'pg';
import { allPages } from '../../dashboards/src/render.js';
import { sheetsOf, type Page, type PageId } from '../../dashboards/src/description/page.js';
import { describePrometheus } from '../services/prometheus.js';
import { dataFolder } from '../support/dataFolder.js';
import { dashboardFile, type DashboardFile, type DashboardTarget } from '../support/dashboardFiles.js';
import { EVENTFUL_MODEL } from '../support/eventfulModel.js';
import { HOSTILE_MODEL, startFlightsHistory, type FlightsHistory } from '../support/flightsHistory.js';
import {
  expandMacros,
  interpolate,
  type Interpolation,
  type VariableValue,
} from '../support/grafanaVariables.js';
import { storeAlerts } from '../support/storedAlerts.js';

const DAY = 86_400;
/** A query of a sheet, as a case asks it. */
interface Asked {
  readonly page: PageId;
  readonly choice: string;
  readonly query: string;
  readonly mayBeEmpty: boolean;
  readonly rows: number;
  readonly error?: string;
}

interface Case {
  readonly page: Page;
  readonly choice: string;
  readonly chosen: Readonly<Record<string, string>>;
  /** Where not, it is there for what happens seldom. */
  readonly complete: boolean;
}

const cases: readonly Case[] = allPages.flatMap((page): Case[] => {
  const flights: Readonly<Record<string, string>> = page.choices.model === 'one' ? { model: 'flights' } : {};
  const of = (choice: string, chosen: Readonly<Record<string, string>>, complete = true): Case => ({
    page,
    choice,
    chosen,
    complete,
  });
  return [
    of('a number, over a day', { ...flights, feature: 'temperature_f', window: '1d' }),
    of('a category, over a week', { ...flights, feature: 'carrier', window: '7d' }),
    of('a hostile name', { model: HOSTILE_MODEL, window: '1d' }),
    of('what happens seldom', { model: EVENTFUL_MODEL, window: '1d' }, false),
  ];
});

await describePrometheus('the queries of the dashboards', (binaries) => {
  const folder = dataFolder();
  let history: FlightsHistory;
  let database: pg.Client;
  const asked: Asked[] = [];

  beforeAll(async () => {
    history = await startFlightsHistory(folder, binaries);
    await storeAlerts(history.store, 'flights');
    database = new pg.Client({ connectionString: history.store.url });
    await database.connect();
    const { client } = history.prometheus;
    await client.until('ALERTS{alertstate="firing",model="flights"}', (series) => series.length === 1);
    await client.until('changes(drift_active{model="eventful"}[1m]) > 1', (series) => series.length === 1);
    // rates over fifteen seconds or more, as dashboards ask for
    const counted = 'count_over_time(drift_check_duration_seconds_count{stage="judge"}[1m]) > 5';
    await client.until(counted, (series) => series.length === 2);
    await client.until(
      'increase(drift_check_duration_seconds_count{stage="judge"}[1m]) > 0',
      ({ length }) => length === 2,
    );
    for (const each of cases) asked.push(...(await askAll(each)));
  }, 240_000);

  afterAll(async () => {
    await database.end();
    await history.stop();
  });

  async function rowsOf(target: DashboardTarget, at: Interpolation): Promise<number> {
    if (target.rawSql !== undefined) {
      const sql = expandMacros(interpolate(target.rawSql, at), at);
      const { rows } = await database.query<Record<string, unknown>>(sql);
      return rows.filter((row) => Object.values(row).some((value) => value !== null)).length;
    }
    const { client } = history.prometheus;
    const promql = interpolate(target.expr ?? '', at);
    // nothing is left to replace but the end of a regular expression
    expect(promql.replaceAll('^$', '')).not.toMatch(/\$/);
    const series = target.instant
      ? await client.query(promql, at.to)
      : await client.queryRange(promql, at.from, at.to, at.step);
    // replicas differ in the pod: where it is left, two of them would be two rows
    if (!promql.includes('on (job, instance)'))
      expect(series.filter(({ labels }) => 'pod' in labels)).toEqual([]);
    return series.filter(({ points }) => points.some(([, value]) => !Number.isNaN(value))).length;
  }

  /** The value of each variable, where the dashboard asks for it, or as chosen. */
  async function variablesOf(
    file: DashboardFile,
    chosen: Readonly<Record<string, string>>,
    range: Omit<Interpolation, 'variables'>,
  ): Promise<Record<string, VariableValue>> {
    const values: Record<string, VariableValue> = {};
    for (const variable of file.templating.list.filter(({ type }) => type === 'query')) {
      const { query } = variable.query as { query: string };
      const options = await optionsOf(
        interpolate(query, { ...range, variables: values }),
        variable.regex,
        range,
      );
      const { [variable.name]: value } = chosen;
      if (variable.name === 'segment') values.segment = { values: [], all: '^$' };
      else if (value !== undefined) {
        expect(options).toContain(value);
        values[variable.name] = { values: [value] };
      } else {
        expect({ variable: variable.name, options: options.length }).not.toEqual({
          variable: variable.name,
          options: 0,
        });
        values[variable.name] = { values: variable.name === 'model' ? options : options.slice(0, 1) };
      }
    }
    return values;
  }

  async function optionsOf(
    query: string,
    regex: string | undefined,
    { to }: Omit<Interpolation, 'variables'>,
  ): Promise<string[]> {
    const { client } = history.prometheus;
    const labelValues = /^label_values\((.+), (\w+)\)$/s.exec(query);
    if (labelValues !== null) {
      const [, selector = '', label = ''] = labelValues;
      const series = await client.query(`group by (${label}) (last_over_time(${selector}[30d]))`, to);
      return series.map(({ labels }) => labels[label] ?? '').filter((text) => text !== '');
    }
    const result = /^query_result\((.+)\)$/s.exec(query);
    const series = await client.query(result?.[1] ?? '', to);
    const written = series.map(({ points: [[time, value] = [0, 0]] }) => `{} ${value} ${time * 1000}`);
    const pattern = new RegExp((regex ?? '').slice(1, -1));
    return written.flatMap((text) => pattern.exec(text)?.[1] ?? []);
  }

  function outcomeOf(target: DashboardTarget, at: Interpolation): Promise<Pick<Asked, 'rows' | 'error'>> {
    return rowsOf(target, at).then(
      (rows) => ({ rows }),
      (error: unknown) => ({ rows: 0, error: String(error) }),
    );
  }

  /** Asks every query of a page over thirty days, and its annotations. */
  async function askAll({ page, choice, chosen }: Case): Promise<Asked[]> {
    const file = dashboardFile(`dashboards/grafana/${page.id}.json`);
    const to = Date.now() / 1000;
    const from = to - 30 * DAY;
    const variables = await variablesOf(file, chosen, { from, to, step: 3_600 });
    const answers: Asked[] = [];
    for (const sheet of sheetsOf(page)) {
      const panel = file.panels.find(({ title }) => title === sheet.title);
      const step = Math.max(60, Math.round((to - from) / (panel?.maxDataPoints ?? 1_000)));
      for (const { name, mayBeEmpty } of sheet.queries) {
        const target = panel?.targets?.find(({ refId }) => refId === name);
        if (target === undefined) throw new Error(`${page.id} has no query ${name} in ${sheet.title}`);
        const outcome = await outcomeOf(target, { variables, from, to, step });
        const query = `${sheet.id}: ${name}`;
        answers.push({ page: page.id, choice, query, mayBeEmpty: mayBeEmpty !== undefined, ...outcome });
      }
    }
    // what happens between two scrapes is seen in steps as long
    for (const { name, target } of file.annotations.list) {
      const outcome = await outcomeOf(target, { variables, from: to - 60, to, step: 1 });
      const query = `annotation of ${page.id}: ${name}`;
      answers.push({ page: page.id, choice, query, mayBeEmpty: true, ...outcome });
    }
    return answers;
  }

  test.each(cases)(
    '$page.title, $choice: no error, and rows where they are due',
    ({ page, choice, complete }) => {
      const here = asked.filter((each) => each.page === page.id && each.choice === choice);
      expect(here.length).toBeGreaterThan(10);
      expect(here.flatMap(({ query, error }) => (error === undefined ? [] : [`${query}: ${error}`]))).toEqual(
        [],
      );
      expect(
        here
          .filter(({ rows, mayBeEmpty }) => complete && rows === 0 && !mayBeEmpty)
          .map(({ query }) => query),
      ).toEqual([]);
    },
  );

  test('what may be empty has rows somewhere', () => {
    const somewhere = new Set(asked.filter(({ rows }) => rows > 0).map(({ query }) => query));
    expect(asked.map(({ query }) => query).filter((query) => !somewhere.has(query))).toEqual([]);
  });
});
