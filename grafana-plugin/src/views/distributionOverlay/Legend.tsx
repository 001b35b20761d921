import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React from 'react';
import { paletteOf } from '../../drawing/palette';
import type { DistributionOverlayOptions } from './options';
import type { Picture, Sides } from './picture';
import { Triangle } from './Triangle';
import { cellsOf } from './words';

/** In CSS pixels: one line. */
export const LEGEND_HEIGHT = 22;

/** Narrower legends have room for the two sides alone; the tooltip tells the rest. */
const WIDTH_FOR_MARKS = 300;

interface LegendProps {
  /** Those that are drawn now: what they do not have is not explained. */
  readonly shown: readonly Picture[];
  readonly options: DistributionOverlayOptions;
  readonly count: string;
  readonly width: number;
}

/** What outline, filling and marks stand for, and which of many pictures these are. */
export function Legend({ shown, options, count, width }: LegendProps) {
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const palette = paletteOf(theme);
  const contributions = shown.flatMap((picture) => cellsOf(picture).map(({ contribution }) => contribution));
  const has = (kind: 'new' | 'gone'): boolean =>
    options.contribution && width >= WIDTH_FOR_MARKS && contributions.includes(kind);
  const hasSide = (side: keyof Sides): boolean =>
    shown.some((picture) => cellsOf(picture).some((cell) => cell[side] !== undefined));
  const hasParts = options.contribution && contributions.some((each) => typeof each === 'number');
  const caution = 'PSI parts are of the bins drawn: the score has its own, so they do not add up to it';
  return (
    <div className={styles.legend}>
      {hasSide('current') && (
        <span className={styles.entry}>
          <span className={styles.swatch} style={{ background: palette.current }} />
          current
        </span>
      )}
      {hasSide('reference') && (
        <span className={styles.entry}>
          <span className={styles.swatch} style={{ border: `1.5px solid ${palette.reference}` }} />
          reference
        </span>
      )}
      {(['new', 'gone'] as const).filter(has).map((kind) => (
        <span
          key={kind}
          className={styles.entry}
          title="Empty on one side: without row counts its part of PSI is unknown"
        >
          <svg width={10} height={10} aria-hidden>
            <Triangle x={5} y={5} kind={kind} />
          </svg>
          {kind}
        </span>
      ))}
      {hasParts && width >= 420 && (
        <span className={styles.remark} title={caution}>
          {width >= 760 ? caution : 'PSI parts are of the bins drawn'}
        </span>
      )}
      {count !== '' && (
        <span className={styles.count} title={count}>
          {width >= 420 ? count : count.replace(/,[^,]*$/, '')}
        </span>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  legend: css({
    display: 'flex',
    gap: theme.spacing(1.5),
    height: LEGEND_HEIGHT,
    lineHeight: `${LEGEND_HEIGHT}px`,
    overflow: 'hidden',
    whiteSpace: 'nowrap',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  entry: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(0.5), flexShrink: 0 }),
  swatch: css({ display: 'inline-block', width: 14, height: 10, boxSizing: 'border-box' }),
  remark: css({ overflow: 'hidden', textOverflow: 'ellipsis', minWidth: 0 }),
  count: css({ marginLeft: 'auto', flexShrink: 0, fontVariantNumeric: 'tabular-nums' }),
});
