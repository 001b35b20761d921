import * as common from '@grafana/grafana-foundation-sdk/common';
import * as stateTimeline from '@grafana/grafana-foundation-sdk/statetimeline';
import type { Look } from '../../description/sheet.js';
import { mappingsAndColour } from './mappingsAndColour.js';

/** A band a series, in the colour of the state that it is in. */
export function statePanel({
  measure,
  many = false,
  joins = {},
}: Extract<Look, { mark: 'state' }>): stateTimeline.PanelBuilder {
  const builder = mappingsAndColour(new stateTimeline.PanelBuilder(), measure)
    .mergeValues(true)
    .showValue(common.VisibilityMode.Never)
    .alignValue(common.TimelineValueAlignment.Left)
    .rowHeight(0.8)
    .lineWidth(0)
    .fillOpacity(90)
    .legend(
      new common.VizLegendOptionsBuilder()
        .displayMode(common.LegendDisplayMode.List)
        .placement(common.LegendPlacement.Bottom)
        .showLegend(true)
        .calcs([]),
    )
    .tooltip(
      new common.VizTooltipOptionsBuilder()
        .mode(common.TooltipDisplayMode.Single)
        .sort(common.SortOrder.None),
    );
  builder.overrides(
    Object.entries(joins).map(([name, hours]) => ({
      matcher: { id: 'byName', options: name },
      properties: [{ id: 'custom.spanNulls', value: hours * 3_600_000 }],
    })),
  );
  return many ? builder.perPage(12) : builder.disablePagination();
}
