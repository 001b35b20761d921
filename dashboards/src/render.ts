import type { Page } from './description/page.js';
import { renderDashboard } from './grafana/renderDashboard.js';
import * as pages from './pages/index.js';

export const allPages: readonly Page[] = Object.values(pages);

/** Every generated file by its path from the root of the project. The same description gives the same bytes. */
export function renderedFiles(): Map<string, string> {
  return new Map(
    allPages.map((page) => [
      `dashboards/grafana/${page.id}.json`,
      `${JSON.stringify(renderDashboard(page), undefined, 2)}\n`,
    ]),
  );
}
