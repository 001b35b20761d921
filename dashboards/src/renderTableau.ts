import type { Catalogue } from './tableau/catalogue.js';
import { captionOf } from './tableau/captions.js';
import { EXAMPLE_CONNECTION } from './tableau/connection.js';
import { renderTds } from './tableau/tds.js';
import { renderWorkbook, type FormatVersion } from './tableau/workbook.js';
import { PAGE_IDS } from './description/page.js';
import * as registry from './workbook/index.js';
import { DATA_SOURCES, PARAMETERS } from './workbook/fields.js';

export const WORKBOOK_FILE = 'dashboards/tableau/DriftMonitoringDashboard.twb';
export const DATASOURCE_FOLDER = 'dashboards/tableau/datasources';

/** As readers go from one to the next; a module's names come by the alphabet. */
const pages = Object.values(registry).sort((a, b) => PAGE_IDS.indexOf(a.id) - PAGE_IDS.indexOf(b.id));

export function workbookText(catalogue: Catalogue, version: FormatVersion = '18.1'): string {
  return renderWorkbook(
    {
      pages,
      sources: DATA_SOURCES,
      parameters: PARAMETERS,
      catalogue,
      connection: EXAMPLE_CONNECTION,
    },
    version,
  );
}

/** The workbook, and a data source for each view, by path from the root of the project. */
export function tableauFiles(catalogue: Catalogue): Map<string, string> {
  return new Map([
    [WORKBOOK_FILE, workbookText(catalogue)],
    ...[...catalogue.keys()].map(
      (view) =>
        [
          `${DATASOURCE_FOLDER}/${view}.tds`,
          renderTds({ view, title: captionOf(view.replace('v1_', '')) }, catalogue, EXAMPLE_CONNECTION),
        ] as const,
    ),
  ]);
}
