import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2, type TimeZone } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { CHARACTER, type TrendLayout, ROW } from './layout';
import type { Promotion } from './promotions';

interface PromotionsProps {
  readonly promotions: readonly Promotion[];
  /** Whether labels must tell the model. */
  readonly isMixed: boolean;
  readonly layout: TrendLayout;
  readonly timeZone: TimeZone;
}

/** Versions are long hashes: as much as tells them apart. */
const SHORT = 8;
/** A label, in CSS pixels. */
const WIDEST = 160;

/** A mark across the plot wherever another reference comes into use, with its version above. */
export function Promotions({ promotions, isMixed, layout, timeZone }: PromotionsProps) {
  const classes = useStyles2(getStyles);
  const { upper, lower } = layout;
  return (
    <>
      {labelsOf({ promotions, isMixed, layout }).map(({ promotion: { time, model, version }, at, start, text }) => (
        <React.Fragment key={`${time} ${model} ${version}`}>
          <div
            className={classes.mark}
            style={{ left: at, top: upper - 3, height: lower - upper + 3 }}
            data-testid="promotion"
          />
          {start !== undefined && (
            <div
              className={classes.label}
              style={{ left: start, top: upper - ROW, maxWidth: WIDEST }}
              title={`Reference ${version} of ${model || 'the model'} in use since ${dateTimeFormat(time, { timeZone })}`}
            >
              {text}
            </div>
          )}
        </React.Fragment>
      ))}
    </>
  );
}

interface PromotionLabel {
  readonly promotion: Promotion;
  readonly at: number;
  /** Where its label begins; absent where another one is in the way: the crosshair tells of it. */
  readonly start?: number;
  readonly text: string;
}

function labelsOf({
  promotions,
  isMixed,
  layout: { x, from, to, right },
}: Omit<PromotionsProps, 'timeZone'>): PromotionLabel[] {
  let free = -Infinity;
  return promotions
    .filter(({ time }) => time >= from && time <= to)
    .map((promotion) => {
      const { time, model, version } = promotion;
      const short = version.length > SHORT + 1 ? `${version.slice(0, SHORT)}…` : version;
      const text = ['reference', ...(isMixed ? [model] : []), short].join(' ');
      const width = Math.min(text.length * CHARACTER, WIDEST);
      const start = Math.max(0, Math.min(x(time) - 2, right - width));
      if (start < free) {
        return { promotion, at: x(time), text };
      }
      free = start + width + 8;
      return { promotion, at: x(time), start, text };
    });
}

const getStyles = (theme: GrafanaTheme2) => ({
  mark: css({ position: 'absolute', pointerEvents: 'none', borderLeft: `1px dashed ${theme.colors.text.secondary}` }),
  label: css({
    position: 'absolute',
    height: ROW - 3,
    lineHeight: `${ROW - 3}px`,
    fontSize: 11,
    color: theme.colors.text.secondary,
    overflow: 'hidden',
    whiteSpace: 'nowrap',
    textOverflow: 'ellipsis',
  }),
});
