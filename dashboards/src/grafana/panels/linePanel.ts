import * as common from '@grafana/grafana-foundation-sdk/common';
import * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';
import type { Look, Sheet } from '../../description/sheet.js';
import { UNITS } from '../units.js';
import { measureOverrides } from './measures.js';

type LineLook = Extract<Look, { mark: 'line' | 'area' | 'column' }>;

/** Lines, filled ones, or stacked columns over time. */
export function linePanel(look: LineLook, sheet: Sheet): timeseries.PanelBuilder {
  const { mark, measures, range } = look;
  const [first] = measures;
  const builder = new timeseries.PanelBuilder()
    .drawStyle(mark === 'column' ? common.GraphDrawStyle.Bars : common.GraphDrawStyle.Line)
    .lineWidth(mark === 'column' ? 0 : 2)
    .fillOpacity({ line: 0, area: 20, column: 80 }[mark])
    .showPoints(mark === 'column' ? common.VisibilityMode.Never : common.VisibilityMode.Auto)
    .pointSize(4)
    .stacking(
      new common.StackingConfigBuilder().mode(
        mark === 'column' ? common.StackingMode.Normal : common.StackingMode.None,
      ),
    )
    .legend(
      new common.VizLegendOptionsBuilder()
        .displayMode(common.LegendDisplayMode.List)
        .placement(common.LegendPlacement.Bottom)
        .showLegend(true)
        .calcs([]),
    )
    .tooltip(
      new common.VizTooltipOptionsBuilder()
        .mode(common.TooltipDisplayMode.Multi)
        .sort(common.SortOrder.Descending),
    )
    .overrides(measureOverrides(measures, sheet));
  // the axis takes its unit from the defaults
  if (first !== undefined) builder.unit(UNITS[first.unit].unit);
  if (range?.from !== undefined) builder.axisSoftMin(range.from).min(range.from);
  // an axis without a number on it would go to a hundred
  const to = range?.to ?? (first !== undefined && ['count', 'cores'].includes(first.unit) ? 1 : undefined);
  if (to !== undefined) builder.axisSoftMax(to);
  return builder;
}
