import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import type { PageId } from '../../description/page.js';
import type { Look } from '../../description/sheet.js';
import { dataLink } from '../links.js';
import { UNITS } from '../units.js';

export const DRIFT_PANEL = 'driftmonitoring-drift-panel';

/** Our own panel. A click that leads to the page itself sets its variables; else it follows the link. */
export function driftPanel(look: Extract<Look, { mark: 'drift' }>, page: PageId): dashboard.PanelBuilder {
  const { view, measure, ratios = [], link } = look;
  const elsewhere = link !== undefined && link.to !== page ? link : undefined;
  const defaults = {
    unit: UNITS[measure.unit].unit,
    ...(elsewhere && { links: [dataLink(elsewhere, (name) => `\${__field.labels.${name}:percentencode}`)] }),
  };
  return new dashboard.PanelBuilder()
    .type(DRIFT_PANEL)
    .options({
      view: view.name,
      click: elsewhere !== undefined ? 'link' : link === undefined ? 'nothing' : 'variable',
      featureVariable: 'feature',
      modelVariable: 'model',
      [view.name]: view.options,
    })
    .fieldConfig({
      defaults: defaults as dashboard.FieldConfig,
      overrides: ratios.map((query) => ({
        matcher: { id: 'byFrameRefID', options: query },
        properties: [{ id: 'unit', value: UNITS.ratio.unit }],
      })),
    });
}
