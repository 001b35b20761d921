import * as bargauge from '@grafana/grafana-foundation-sdk/bargauge';
import * as common from '@grafana/grafana-foundation-sdk/common';
import type { Look } from '../../description/sheet.js';
import { mappingsAndColour } from './mappingsAndColour.js';

/** A bar a series, from zero up; shares up to the whole. */
export function barPanel({ measure }: Extract<Look, { mark: 'bar' }>): bargauge.PanelBuilder {
  const builder = mappingsAndColour(new bargauge.PanelBuilder(), measure)
    .reduceOptions(new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']).fields('').values(false))
    .orientation(common.VizOrientation.Horizontal)
    .displayMode(common.BarGaugeDisplayMode.Basic)
    .valueMode(common.BarGaugeValueMode.Text)
    .namePlacement(common.BarGaugeNamePlacement.Left)
    .showUnfilled(true)
    .text(new common.VizTextDisplayOptionsBuilder().titleSize(12).valueSize(13))
    .min(0);
  return measure.unit === 'ratio' ? builder.max(1) : builder;
}
