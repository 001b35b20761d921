import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React, { useMemo, useState } from 'react';
import { paletteOf } from '../../drawing/palette';
import { Tooltip } from '../../drawing/Tooltip';
import type { ViewProps } from '../view';
import { type ActiveCell, cellAfter, cellAt } from './activeCell';
import { barsLayout, fittingBars } from './barsLayout';
import { BarsPlot } from './BarsPlot';
import { binsLayout } from './binsLayout';
import { BinsPlot } from './BinsPlot';
import { CellNumbers, cellText } from './CellNumbers';
import type { Drawing } from './drawing';
import { NumbersTable } from './NumbersTable';
import type { DistributionOverlayOptions } from './options';
import type { OverlayData, Picture } from './picture';
import { cellsOf, findingText, inWords } from './words';

interface MultipleProps {
  readonly picture: Picture;
  readonly options: DistributionOverlayOptions;
  readonly width: number;
  readonly height: number;
  /** Whether to list the numbers for screen readers, too. */
  readonly hasTable: boolean;
  readonly onSelect: ViewProps<OverlayData, DistributionOverlayOptions>['onSelect'];
}

const TITLE_HEIGHT = 20;

/** One feature: its name and finding, its picture, and the numbers of the cell that is pointed at. */
export function Multiple({ picture: whole, options, width, height, hasTable, onSelect }: MultipleProps) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const [active, setActive] = useState<ActiveCell | null>(null);
  const plotHeight = Math.max(1, height - TITLE_HEIGHT);
  const { drawing, picture } = useMemo(
    () => drawn(whole, options, Math.max(1, width), plotHeight),
    [whole, options, width, plotHeight]
  );
  const cells = useMemo(() => cellsOf(picture), [picture]);
  const words = useMemo(() => inWords(whole), [whole]);
  const select = () => onSelect({ subject: whole.subject, ...whole.source });
  const cell = active && cells[active.cell];
  const finding = findingText(whole);
  const { severity = 'none' } = whole.finding;
  return (
    <div className={styles.multiple}>
      <div className={styles.title}>
        <button type="button" className={styles.name} title={whole.name} onClick={select} dir="auto">
          {whole.name}
        </button>
        {finding !== '' && (
          <span className={styles.finding}>
            <span className={styles.dot} style={{ background: paletteOf(theme).mark[severity] }} />
            {finding}
          </span>
        )}
      </div>
      <svg
        role="img"
        aria-label={words}
        tabIndex={0}
        width={width}
        height={plotHeight}
        className={styles.plot}
        onMouseMove={(event) => setActive(cellAt(event, drawing))}
        onMouseLeave={() => setActive(null)}
        onBlur={() => setActive(null)}
        onClick={select}
        onKeyDown={(event) => {
          const next = cellAfter(event, drawing, active?.cell);
          if (event.key === 'Enter') {
            select();
          } else if (event.key === 'Escape') {
            setActive(null);
          } else if (next) {
            event.preventDefault();
            setActive(next);
          }
        }}
      >
        {drawing.kind === 'bins' ? (
          <BinsPlot drawing={drawing} active={active?.cell} />
        ) : (
          <BarsPlot drawing={drawing} active={active?.cell} width={width} />
        )}
      </svg>
      <span className={styles.hidden} aria-live="polite">
        {active?.byKeyboard && cell ? cellText(cell) : ''}
      </span>
      {hasTable && (
        <div className={styles.hidden}>
          <NumbersTable caption={whole.name} cells={cells} />
        </div>
      )}
      {active && cell && (
        <Tooltip at={active.at}>
          <CellNumbers title={whole.name} cell={cell} />
        </Tooltip>
      )}
    </div>
  );
}

function drawn(
  whole: Picture,
  options: DistributionOverlayOptions,
  width: number,
  height: number
): { drawing: Drawing; picture: Picture } {
  if (whole.kind === 'bins') {
    return { drawing: binsLayout(whole, options, width, height), picture: whole };
  }
  const bars = fittingBars(whole, height);
  return { drawing: barsLayout(bars, options, width, height), picture: { ...whole, bars } };
}

const getStyles = (theme: GrafanaTheme2) => ({
  multiple: css({ position: 'relative', width: '100%', height: '100%' }),
  title: css({
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    height: TITLE_HEIGHT,
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.primary,
    whiteSpace: 'nowrap',
  }),
  name: css({
    all: 'unset',
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    cursor: 'pointer',
    fontWeight: theme.typography.fontWeightMedium,
    '&:hover': { textDecoration: 'underline' },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  finding: css({
    flexShrink: 0,
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    color: theme.colors.text.secondary,
    fontVariantNumeric: 'tabular-nums',
  }),
  dot: css({ width: 8, height: 8, borderRadius: '50%' }),
  plot: css({
    display: 'block',
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  hidden: css({
    position: 'absolute',
    width: 1,
    height: 1,
    margin: -1,
    overflow: 'hidden',
    clip: 'rect(0 0 0 0)',
    whiteSpace: 'nowrap',
  }),
});
