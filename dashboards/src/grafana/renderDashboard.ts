import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import type { Page } from '../description/page.js';
import { annotations } from './annotations.js';
import { dashboardLinks, uidOf } from './links.js';
import { renderPanel } from './renderPanel.js';
import { variables } from './variables.js';

const COLUMNS = 24;
/** Of Grafana 11.0, the oldest that is supported; newer ones bring it up to date as they load it. */
const SCHEMA_VERSION = 39;

/** A page as Grafana's dashboard: sheets from left to right, a row of its own before each section with a title. */
export function renderDashboard(page: Page): dashboard.Dashboard {
  const builder = new dashboard.DashboardBuilder(page.title)
    .uid(uidOf(page.id))
    .description(page.description)
    .tags(['drift'])
    .editable()
    .tooltip(dashboard.DashboardCursorSync.Crosshair)
    .time({ from: page.from, to: 'now' })
    .timezone('browser')
    .refresh('1m')
    .variables(variables(page))
    .annotations(annotations(page))
    .links(dashboardLinks(page.id));
  return { ...builder.build(), panels: panels(page), schemaVersion: SCHEMA_VERSION };
}

function panels({ id: page, sections }: Page): Array<dashboard.Panel | dashboard.RowPanel> {
  const placed: Array<dashboard.Panel | dashboard.RowPanel> = [];
  let [x, y, height] = [0, 0, 0];
  const nextLine = (): void => {
    [x, y, height] = [0, y + height, 0];
  };
  for (const { title, sheets } of sections) {
    nextLine();
    if (title !== undefined) {
      placed.push(row(title, placed.length + 1, y));
      y++;
    }
    for (const sheet of sheets) {
      if (x + sheet.size.width > COLUMNS) nextLine();
      placed.push(renderPanel(sheet, placed.length + 1, { x, y }, page));
      x += sheet.size.width;
      height = Math.max(height, sheet.size.height);
    }
  }
  return placed;
}

function row(title: string, id: number, y: number): dashboard.RowPanel {
  return new dashboard.RowBuilder(title).id(id).gridPos({ x: 0, y, w: COLUMNS, h: 1 }).build();
}
