import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { PageId } from '../description/page.js';
import { isStoreQuery, type Sheet } from '../description/sheet.js';
import { METRICS, STORE } from './dataSources.js';
import { barPanel } from './panels/barPanel.js';
import { driftPanel } from './panels/driftPanel.js';
import { linePanel } from './panels/linePanel.js';
import { numberPanel } from './panels/numberPanel.js';
import type { AnyPanelBuilder } from './panels/panelBuilder.js';
import { statePanel } from './panels/statePanel.js';
import { tablePanel } from './panels/tablePanel.js';
import { target } from './targets.js';

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** A sheet as a panel of a Grafana dashboard. */
export function renderPanel(sheet: Sheet, id: number, { x, y }: Place, page: PageId): Panel {
  const { look, queries, size } = sheet;
  const builder: AnyPanelBuilder = bare(sheet, page)
    .id(id)
    .title(sheet.title)
    .description(sheet.description)
    .gridPos({ x, y, w: size.width, h: size.height })
    .datasource(queries.every(isStoreQuery) ? STORE : METRICS)
    .targets(
      queries.map((query) =>
        target(query, { table: look.mark === 'table', legend: legendOf(sheet, query.name) }),
      ),
    );
  if (queries.some((query) => !isStoreQuery(query) && query.over === 'range'))
    builder.interval(sheet.leastStep ?? '1m');
  // bands of state would list the text in their legend
  if (look.mark !== 'state') builder.noValue(sheet.nothing);
  if (sheet.points !== undefined) builder.maxDataPoints(sheet.points);
  return builder.build();
}

function bare(sheet: Sheet, page: PageId): AnyPanelBuilder {
  const { look } = sheet;
  switch (look.mark) {
    case 'number':
      return numberPanel(look, sheet);
    case 'table':
      return tablePanel(look, sheet);
    case 'line':
    case 'area':
    case 'column':
      return linePanel(look, sheet);
    case 'state':
      return statePanel(look);
    case 'bar':
      return barPanel(look);
    case 'drift':
      return driftPanel(look, page);
  }
}

function legendOf({ look }: Sheet, query: string): string {
  return 'measures' in look ? (look.measures.find(({ name }) => name === query)?.title ?? '') : '';
}
