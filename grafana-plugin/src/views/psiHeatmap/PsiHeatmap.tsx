import { useTheme2 } from '@grafana/ui';
import React, { useCallback, useMemo, useState } from 'react';
import { numberText } from '../../drawing/numbers';
import type { ViewProps } from '../view';
import { cellPaint } from './cellPaint';
import type { Heatmap, HeatmapRow } from './heatmap';
import { HeatmapGrid } from './HeatmapGrid';
import { FOOTER_LINE, heatmapLayout, timeSpan } from './layout';
import { Legend, legendLines } from './Legend';
import { legendItems } from './legendItems';
import type { PsiHeatmapOptions } from './options';
import { widestText } from './textWidth';
import { TimeAxis } from './TimeAxis';
import { countText } from './words';

/** Below this height, in CSS pixels, the rows need the room more than the legend does. */
const ROOM_FOR_LEGEND = 120;

/** Subjects from top to bottom, time from left to right, severity in colour. */
export function PsiHeatmap(props: ViewProps<Heatmap, PsiHeatmapOptions>) {
  const { data, options, width, height, timeZone, timeRange, onSelect } = props;
  const theme = useTheme2();
  const [scrolled, setScrolled] = useState(0); // in rows: none is ever seen in part
  const look = useMemo(() => cellPaint(data, options, theme), [data, options, theme]);
  const legend = useMemo(() => {
    return options.legend && height >= ROOM_FOR_LEGEND ? legendItems(data, options, theme) : [];
  }, [data, options, theme, height]);
  const widest = useMemo(() => {
    const { fontFamily } = theme.typography;
    return widestText(
      data.rows.map(({ name }) => name),
      fontFamily
    );
  }, [data, theme]);
  const { layout, lines } = useMemo(() => {
    const all = countText(data.rows.length, data.noun);
    const withLegend = (count: string): { layout: ReturnType<typeof heatmapLayout>; lines: number } => {
      const needed = legendLines(legend, count, width, theme);
      return { layout: heatmapLayout(data, widest, width, height, needed * FOOTER_LINE), lines: needed };
    };
    const whole = withLegend('');
    // the widest that the count may get
    return whole.layout.scrolls ? withLegend(`${all} ${all}`) : whole;
  }, [data, legend, widest, width, height, theme]);
  const range = timeRange.from.valueOf();
  const rangeEnd = timeRange.to.valueOf();
  const span = useMemo(() => timeSpan(data, { from: range, to: rangeEnd }), [data, range, rangeEnd]);
  const firstRow = layout.scrolls ? Math.min(scrolled, data.rows.length - layout.page) : 0;

  const select = useCallback(
    (place: number, cell: number) => {
      const row = data.rows[place];
      if (row) {
        const number = nearestNumber(row, data.cells.frameRow, cell < 0 ? row.end - 1 : cell);
        onSelect({ subject: row.subject, ...(number === undefined ? {} : { field: row.field, row: number }) });
      }
    },
    [data, onSelect]
  );

  const last = firstRow + layout.page;
  const count = layout.scrolls
    ? `${numberText(firstRow + 1)}–${numberText(last)} of ${countText(data.rows.length, data.noun)}`
    : '';
  return (
    <div style={{ position: 'relative', width, height, overflow: 'hidden' }}>
      <HeatmapGrid
        heatmap={data}
        look={look}
        layout={layout}
        span={span}
        timeZone={timeZone}
        firstRow={firstRow}
        onScroll={setScrolled}
        onSelect={select}
      />
      <TimeAxis span={span} timeZone={timeZone} width={layout.cellsWidth} left={layout.labelWidth} />
      <Legend items={legend} count={count} lines={lines} />
    </div>
  );
}

/** The row of the frame of a cell's score, or of the score before it, else after it: links of the feature serve for cells without one. */
function nearestNumber({ first, end }: HeatmapRow, frameRow: ArrayLike<number>, cell: number): number | undefined {
  const rows = Array.from({ length: end - first }, (_, index) => frameRow[first + index] ?? -1);
  const before = rows.slice(0, cell - first + 1).reverse();
  return [...before, ...rows.slice(cell - first + 1)].find((row) => row >= 0);
}
