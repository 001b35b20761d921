import type { Bar } from './bar';
import type { AttributionData } from './prepare';
import { tickLegend, ticksOf } from './ticks';
import { valueText } from './words';

/** Widths in CSS pixels: names, then bars, then values. */
export interface AttributionLayout {
  readonly name: number;
  readonly bar: number;
  readonly value: number;
  /** Height of a row: as the panel has room, within what is readable. */
  readonly row: number;
  /** Height of the row of thresholds above the bars. */
  readonly header: number;
  readonly x: (value: number) => number;
}

/** About as wide as a letter of Grafana's font, generously. */
const CHARACTER = 7.6;
const LEAST_ROW = 20;
const MOST_ROW = 34;
const HEADER = 16;
/** The browser's, where the rows don't fit. */
const SCROLL_BAR = 14;
/** Between a bar and its value. */
const GAP = 6;

export function attributionLayout(data: AttributionData, width: number, height: number): AttributionLayout {
  const { bars, rest, top, thresholds } = data;
  const header = (thresholds || tickLegend(data)) && width >= 260 ? HEADER : 0;
  const rows = bars.length + (rest ? 1 : 0);
  const row = Math.max(LEAST_ROW, Math.min(MOST_ROW, Math.floor((height - header) / Math.max(1, rows))));
  const inner = width - (row * rows + header > height ? SCROLL_BAR : 0);
  const longest = Math.max(3, ...bars.map(({ name }) => name.length), rest ? `${rest.count} more`.length : 0);
  const value = Math.min(
    inner * 0.3,
    Math.max(3, ...bars.map((bar) => valueText(bar.value, data, bar).length)) * CHARACTER + 12
  );
  const name = Math.min(inner * 0.4, 300, longest * CHARACTER + 12);
  const bar = Math.max(10, inner - name - value);
  return { name, bar, value, row, header, x: (each) => (Math.max(0, Math.min(top, each)) / top) * bar };
}

/** Where a bar's value begins, in CSS pixels from the bar's own beginning: at its end, or behind the ticks there. */
export function valuePlace(bar: Bar, data: AttributionData, layout: AttributionLayout): number {
  const width = valueText(bar.value, data, bar).length * CHARACTER + GAP;
  let place = layout.x(bar.value);
  for (const tick of ticksOf(bar, data)
    .map(({ value }) => layout.x(value))
    .sort((a, b) => a - b)) {
    if (tick >= place && tick <= place + width) {
      place = tick;
    }
  }
  return Math.min(place, layout.bar + layout.value - width) + GAP;
}
