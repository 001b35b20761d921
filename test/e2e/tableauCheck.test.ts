import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { ALL_LIVE_CHECKS, askOf, storeFindings } from '../../dashboards/src/tableau/check/checkStore.js';
import { checkFile } from '../../dashboards/src/tableau/check/checkWorkbook.js';
import type { Dimension } from '../../dashboards/src/description/sheet.js';
import type { Finding } from '../../dashboards/src/tableau/check/finding.js';
import { MAY_BE_EMPTY } from '../../dashboards/src/tableau/check/mayBeEmpty.js';
import { readWorkbook } from '../../dashboards/src/tableau/check/model/workbook.js';
import { readSchema } from '../../dashboards/src/tableau/check/workbookSchema.js';
import { sheetQueries } from '../../dashboards/src/tableau/check/queries/sheetQueries.js';
import { SCHEMA_VERSION } from '../../exporter/src/store/migrate.js';
import { catalogueOfMigrations } from '../../dashboards/src/tableau/catalogueOfMigrations.js';
import { sheetsOfPage } from '../../dashboards/src/tableau/layout.js';
import { WORKBOOK_FILE, workbookText } from '../../dashboards/src/renderTableau.js';
import * as pages from '../../dashboards/src/workbook/index.js';
import type { TestDatabase } from '../services/postgresDatabase.js';
import { dataFolder } from '../support/dataFolder.js';
import { fillFlightsStore } from '../support/flightsStore.js';
import { projectFile } from '../support/ruleFile.js';
import { storeDefects } from '../support/tableauDefects/store.js';

const xsd = fileURLToPath(projectFile('dashboards/tableau/xsd/twb_2026.1.0.xsd'));
const main = fileURLToPath(projectFile('build/dashboards/src/tableau/check/main.js'));

describe('the workbook', () => {
  const folder = dataFolder();
  const texts = new Map<string, string>();
  let store: TestDatabase;

  beforeAll(async () => {
    const catalogue = await catalogueOfMigrations();
    for (const version of ['18.1', '26.1'] as const) {
      texts.set(version, workbookText(catalogue, version));
      folder.write(`${version}.twb`, texts.get(version) ?? '');
    }
    store = await fillFlightsStore(folder);
  }, 240_000);
  afterAll(() => store.drop());

  test.each(['18.1', '26.1'])('in format %s has no finding', (version) => {
    const schema = readSchema(xsd);
    expect(checkFile(texts.get(version) ?? '', schema).findings).toEqual([]);
    schema.dispose();
  });

  test('as committed has no finding', () => {
    const schema = readSchema(xsd);
    expect(checkFile(readFileSync(projectFile(WORKBOOK_FILE), 'utf8'), schema).findings).toEqual([]);
    schema.dispose();
  });

  test('on a store of flights has no finding, and leaves nothing behind', async () => {
    const { code, out } = await runCheck(join(folder.path, '18.1.twb'), '--url', store.url);
    expect({ code, out: out.replace(/on .*$/m, 'on it') }).toEqual({
      code: 0,
      out: 'nothing found; checks of a store: on it\n',
    });
    expect(out).not.toContain(new URL(store.url).password);
  });

  test('without a store says that it was not tried on one', async () => {
    const { code, out } = await runCheck(join(folder.path, '26.1.twb'));
    expect({ code, out }).toEqual({
      code: 0,
      out: 'nothing found; checks of a store: left out: name a store with --url or DRIFT_STORE_URL\n',
    });
  });

  test('one finding is called one', async () => {
    const broken = folder.write('text.twb', 'no workbook');
    expect((await runCheck(broken)).out).toMatch(/\(well-formed\)\n1 finding; checks/);
  });

  test('findings come as a list for scripts, with line, place and check', async () => {
    const broken = folder.write(
      'broken.twb',
      (texts.get('18.1') ?? '').replace('class="Square"', 'class="Tile"'),
    );
    const { code, out } = await runCheck(broken, '--format', 'json', '--url', store.url);
    const { findings, live } = JSON.parse(out) as { findings: Finding[]; live: string };
    expect({ code, live }).toEqual({ code: 1, live: 'left out until the file is mended' });
    expect(findings.filter(({ check }) => check === 'marks')).toEqual([
      expect.objectContaining({ message: 'Tableau has no mark Tile', line: expect.any(Number) as number }),
    ]);
  });

  test.each([
    [['no.twb'], /^error: \S.*no\.twb cannot be read; name a workbook that is there: ENOENT/],
    [['--format', 'xml'], /^error: [^]*usage:/],
    [['18.1.twb', '--url', 'me:hunter2@db'], /^error: the url of the store is no address/],
    [
      ['18.1.twb', '--url', 'postgres://nobody:hunter2@127.0.0.1:1/drift'],
      /^error: the store at 127\.0\.0\.1:1\/drift/,
    ],
  ])('%j is an error of one line', async ([file = '', ...more], message) => {
    const { code, error } = await runCheck(file.startsWith('-') ? file : join(folder.path, file), ...more);
    expect(code).toBe(1);
    expect(error).toMatch(message);
    expect(error).not.toContain('hunter2');
  });

  test('each sheet is one query, whose columns say where they are drawn', async () => {
    const queries = sheetQueries(readWorkbook(texts.get('18.1') ?? ''));
    expect(queries.length).toBe(Object.values(pages).flatMap(sheetsOfPage).length);
    const heatmap = queries.find(({ sheet }) => sheet === 'PSI of all features');
    expect(
      heatmap?.columns
        .filter(({ at }) => at.some((place) => place !== 'tooltip'))
        .map(({ caption, kind, at }) => [caption, kind, ...at]),
    ).toEqual([
      ['Model', 'dimension', 'rows'],
      ['Feature', 'dimension', 'rows'],
      ['From', 'dimension', 'columns'],
      ['Worst severity', 'measure', 'color'],
    ]);
    await withClient(async (client) => {
      const { rows } = await client.query<Record<string, unknown>>(heatmap?.sql ?? '', [
        ...(heatmap?.parameters ?? []),
      ]);
      // weeks begin on Sunday
      expect(new Set(rows.map(({ c3 }) => (c3 as Date).getDay()))).toEqual(new Set([0]));
      expect(rows.length).toBeGreaterThan(50);
    });
  });

  test('a query may be narrowed as a reader does with a card', async () => {
    const workbook = readWorkbook(texts.get('18.1') ?? '');
    const trend = sheetQueries(workbook, { only: { model: 'delays', feature: "o'hare" } }).find(
      ({ sheet }) => sheet === 'PSI over time and its thresholds',
    );
    const all = sheetQueries(workbook, { only: { model: 'delays' } }).find(
      ({ sheet }) => sheet === trend?.sheet,
    );
    await withClient(async (client) => {
      expect((await client.query(trend?.sql ?? '', [...(trend?.parameters ?? [])])).rows).toEqual([]);
      const { rows } = await client.query<Record<string, unknown>>(all?.sql ?? '', [
        ...(all?.parameters ?? []),
      ]);
      const key = all?.columns.find(({ field }) => field === 'model')?.key ?? '';
      expect(new Set(rows.map((row) => row[key]))).toEqual(new Set(['delays']));
    });
  });

  test('each sheet has one mark for each of what its grain says', async () => {
    const queries = sheetQueries(readWorkbook(texts.get('18.1') ?? ''));
    await withClient(async (client) => {
      for (const { title, grain, view } of Object.values(pages).flatMap(sheetsOfPage)) {
        const query = queries.find(({ sheet }) => sheet === title);
        const { rows } = await client.query<Record<string, unknown>>(query?.sql ?? '', [
          ...(query?.parameters ?? []),
        ]);
        const names = grain.flatMap((one) => OF_GRAIN[one] ?? [one]);
        const keys = (query?.columns ?? []).filter(
          ({ field, kind, datatype }) =>
            kind === 'dimension' &&
            (names.includes(field) || (names.includes('step_start') && datatype === 'date')),
        );
        const told = new Set(rows.map((row) => JSON.stringify(keys.map(({ key }) => row[key]))));
        expect({ title, view, marks: rows.length }).toEqual({ title, view, marks: told.size });
      }
    });
  });

  test.each(storeDefects.map((one) => [one.check, one.what, one] as const))(
    '%s finds: %s',
    async (check, _, { edit, sql }) => {
      await withClient(async (client) => {
        await client.query('BEGIN');
        if (sql !== undefined) await client.query(sql);
        await client.query("SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = '30s'");
        const workbook = readWorkbook(edit(texts.get('18.1') ?? ''));
        const found = await storeFindings(workbook, {
          ask: askOf(client),
          place: 'here',
          mayBeEmpty: MAY_BE_EMPTY,
        });
        expect(found.map((finding) => finding.check)).toContain(check);
        // what stops the others is one plain sentence and not fifty
        if (['store-version', 'empty-store'].includes(check)) expect(found).toHaveLength(1);
        await client.query('ROLLBACK');
      });
    },
  );

  test('a store that is behind is told its version and what the workbook needs', async () => {
    await withClient(async (client) => {
      await client.query(
        'BEGIN; DROP VIEW drift.v1_schema; DELETE FROM drift.schema_versions WHERE version >= 3',
      );
      const workbook = readWorkbook(texts.get('18.1') ?? '');
      const [finding] = await storeFindings(workbook, {
        ask: askOf(client),
        place: 'here',
        mayBeEmpty: new Set(),
      });
      expect(finding?.message).toContain(
        `the store at here has version 2 of the schema, this workbook needs ${SCHEMA_VERSION}: start`,
      );
      await client.query('ROLLBACK');
    });
  });

  test('each check of a store has a defect that it finds', () => {
    const covered = new Set(storeDefects.map(({ check }) => check));
    expect(ALL_LIVE_CHECKS.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([]);
  });

  async function withClient(use: (client: pg.Client) => Promise<void>): Promise<void> {
    const client = new pg.Client({ connectionString: store.url });
    await client.connect();
    try {
      await use(client);
    } finally {
      await client.end();
    }
  }
});

/** The columns that tell what a mark of a grain stands for; those of windows and segments are narrowed to one. */
const OF_GRAIN: Readonly<Partial<Record<Dimension, readonly string[]>>> = {
  alert: ['alert_id', 'alert_name'],
  outcome: ['succeeded'],
  time: ['day', 'starts_at_utc', 'occurred_at_utc', 'started_at_utc', 'window_end_utc', 'step_start'],
  value: ['cell_name', 'dataset'],
};

/** As `npm run check:tableau` does, from the root of the project. */
function runCheck(...args: readonly string[]): Promise<{ code: number | null; out: string; error: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main, ...args], {
      cwd: fileURLToPath(projectFile('.')),
      env: { ...process.env, NODE_OPTIONS: '', DRIFT_STORE_URL: undefined },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [out, error] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (error += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, error }));
  });
}
