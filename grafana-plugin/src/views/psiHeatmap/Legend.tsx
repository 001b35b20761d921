import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React, { memo } from 'react';
import type { CellStyle } from './cellPaint';
import { colourScale } from './colourScale';
import { hatchingStyle } from './hatching';
import { FOOTER_LINE } from './layout';
import type { LegendItem } from './legendItems';
import { FONT_SIZE, textWidth } from './textWidth';

const SWATCH = 12;
const GRADIENT = 96;
const SPACE = { afterSwatch: 5, afterItem: 14 };

interface LegendProps {
  readonly items: readonly LegendItem[];
  /** How many rows are seen of how many; empty where all are. */
  readonly count: string;
  readonly lines: number;
}

/** Below the heatmap: which rows are seen, and what colours and hatching mean. */
export const Legend = memo(function Legend({ items, count, lines }: LegendProps) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.legend} style={{ height: lines * FOOTER_LINE }}>
      {count !== '' && <span className={styles.count}>{count}</span>}
      {items.map(({ text, style, title, gradient }) => (
        <span key={text} className={styles.item} title={title}>
          {gradient ? <Gradient /> : <Swatch {...style} />}
          {text}
        </span>
      ))}
    </div>
  );
});

function Swatch({ fill, lines }: CellStyle) {
  const theme = useTheme2();
  const style = {
    backgroundColor: fill,
    backgroundImage: lines && hatchingStyle(lines),
    border: `1px solid ${theme.colors.border.medium}`,
  };
  return <span style={{ width: SWATCH, height: SWATCH, marginRight: SPACE.afterSwatch, ...style }} />;
}

function Gradient() {
  const colour = colourScale(useTheme2(), 1);
  const stops = [0, 1 / 3, 2 / 3, 1].map(colour).join(', ');
  const style = { width: GRADIENT, height: SWATCH, background: `linear-gradient(90deg, ${stops})` };
  return (
    <>
      0<span style={{ margin: `0 ${SPACE.afterSwatch}px`, ...style }} />
    </>
  );
}

/** How many lines the legend takes: items are laid out like words of a text. */
export function legendLines(items: readonly LegendItem[], count: string, width: number, theme: GrafanaTheme2): number {
  const { fontFamily } = theme.typography;
  const widths = items.map(
    ({ text, gradient }) => textWidth(text, fontFamily) + SPACE.afterItem + (gradient ? GRADIENT + 20 : SWATCH + 5)
  );
  if (count !== '') {
    widths.unshift(textWidth(count, fontFamily) * 1.05 + SPACE.afterItem);
  }
  let lines = 0;
  let used = Infinity;
  for (const each of widths) {
    const fits = used + each - SPACE.afterItem + 2 <= width;
    lines += fits ? 0 : 1;
    used = fits ? used + each : each;
  }
  return lines;
}

const getStyles = (theme: GrafanaTheme2) => ({
  legend: css({
    display: 'flex',
    flexWrap: 'wrap',
    overflow: 'hidden',
    alignContent: 'flex-start',
    columnGap: SPACE.afterItem,
    fontSize: FONT_SIZE,
    lineHeight: `${FOOTER_LINE}px`,
    color: theme.colors.text.secondary,
  }),
  item: css({ display: 'inline-flex', alignItems: 'center', height: FOOTER_LINE, whiteSpace: 'nowrap' }),
  count: css({
    height: FOOTER_LINE,
    whiteSpace: 'nowrap',
    color: theme.colors.text.primary,
    fontWeight: theme.typography.fontWeightMedium,
  }),
});
