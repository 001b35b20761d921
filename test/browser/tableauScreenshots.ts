// A picture of each dashboard of the Tableau workbook, by the queries of its file and in its geometry, over the flights:
// node build/test/browser/tableauScreenshots.js DIR. It is no picture of Tableau, and says so.
import { mkdirSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { WorkbookPage, WorkbookSheet } from '../../dashboards/src/description/workbook.js';
import { readCatalogue } from '../../dashboards/src/tableau/catalogue.js';
import { EXAMPLE_CONNECTION } from '../../dashboards/src/tableau/connection.js';
import { FieldBook } from '../../dashboards/src/tableau/fieldBook.js';
import { sheetsOfPage } from '../../dashboards/src/tableau/layout.js';
import { readWorkbook } from '../../dashboards/src/tableau/check/model/workbook.js';
import { sheetQueries } from '../../dashboards/src/tableau/check/queries/sheetQueries.js';
import { pageHtml } from '../../dashboards/src/tableau/picture/pageHtml.js';
import { keyOf, type Cell, type SheetResult } from '../../dashboards/src/tableau/picture/sheetResult.js';
import { declaredPills } from '../../dashboards/src/tableau/sheetPills.js';
import { renderWorkbook } from '../../dashboards/src/tableau/workbook.js';
import { DATA_SOURCES, PARAMETERS } from '../../dashboards/src/workbook/fields.js';
import * as registry from '../../dashboards/src/workbook/index.js';
import { startPostgres } from '../services/postgres.js';
import { createTestDatabase } from '../services/postgresDatabase.js';
import { DataFolder } from '../support/dataFolder.js';
import { watchFlights } from '../support/watchedFlights.js';
import { launchChromium } from './chromium.js';

/** What a reader has chosen where one feature is looked at. */
const CHOSEN: Readonly<Record<string, string>> = { model: 'flights', feature: 'temperature_f' };

const pages: WorkbookPage[] = Object.values(registry).map((page) =>
  page.id === 'feature-analysis' ? { ...page, lines: page.lines.map((line) => line.map(choose)) } : page,
);

function choose(placed: WorkbookPage['lines'][number][number]): typeof placed {
  const filters = placed.sheet.filters.map((filter) => {
    const member = CHOSEN[filter.pill.field];
    return filter.kind === 'choice' && member !== undefined
      ? { kind: 'members' as const, pill: filter.pill, members: [member] }
      : filter;
  });
  return { ...placed, sheet: { ...placed.sheet, filters } };
}

const directory = process.argv[2] ?? '.';
mkdirSync(directory, { recursive: true });
const folder = mkdtempSync(join(tmpdir(), 'drift-tableau-'));
const server = await startPostgres();
process.env.DRIFT_TEST_POSTGRES_URL = server.url;
const store = await createTestDatabase();
await watchFlights(store, new DataFolder(folder));

// numbers as numbers, times without a zone as they are written
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, Number);
types.setTypeParser(pg.types.builtins.TIMESTAMP, (text) => new Date(`${text}Z`));
types.setTypeParser(pg.types.builtins.DATE, (text) => new Date(`${text}T00:00:00Z`));
const client = new pg.Client({ connectionString: store.url, types });
await client.connect();
const catalogue = await readCatalogue({
  query: async <Row>(sql: string) => (await client.query(sql)).rows as Row[],
});
const books = new Map(
  DATA_SOURCES.map((source) => [source.view, new FieldBook(source, catalogue, PARAMETERS)]),
);
const bookOf = ({ view }: WorkbookSheet): FieldBook => {
  const book = books.get(view);
  if (book === undefined) throw new Error(`no data source reads ${view}`);
  return book;
};
const text = renderWorkbook(
  { pages, sources: DATA_SOURCES, parameters: PARAMETERS, catalogue, connection: EXAMPLE_CONNECTION },
  '18.1',
);
const results = new Map<WorkbookSheet, SheetResult>();
const queries = sheetQueries(readWorkbook(text));
for (const sheet of pages.flatMap(sheetsOfPage)) {
  const query = queries.find(({ sheet: name }) => name === sheet.title);
  if (query === undefined) throw new Error(`no query for "${sheet.title}"`);
  const { rows } = await client.query<Record<string, Cell>>(query.sql, [...query.parameters]);
  const columns = declaredPills(sheet).flatMap((pill) => {
    const column = query.columns.find(({ pill: name }) => name === bookOf(sheet).reference(pill));
    return column === undefined ? [] : [[keyOf(pill), column.key] as const];
  });
  const marks = rows.map((row) => new Map(columns.map(([key, name]) => [key, row[name] ?? null])));
  results.set(sheet, { sheet, marks });
}
await client.end();

const browser = await launchChromium();
for (const page of pages) {
  const { html, width, height } = await pageHtml(
    page,
    (sheet) => results.get(sheet) ?? { sheet, marks: [] },
    bookOf,
  );
  const tab = await browser.newPage({ viewport: { width, height: Math.ceil(height) } });
  await tab.setContent(html);
  await tab.screenshot({ path: join(directory, `tableau-${page.id.split('-')[0]}.png`) });
  await tab.close();
}
await browser.close();
await store.drop();
await server.stop();
await rm(folder, { recursive: true, force: true });
