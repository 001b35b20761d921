import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React, { memo } from 'react';
import { type TrendLayout, ROW } from './layout';
import type { LineStyle } from './lineStyles';
import type { FeatureTrendOptions } from './options';
import type { FeatureTrendData } from './prepare';
import { spread } from './spread';
import type { TrendLine, TrendPoint } from './trendLine';

interface NamesProps {
  readonly data: FeatureTrendData;
  readonly options: FeatureTrendOptions;
  readonly layout: TrendLayout;
  readonly styles: readonly LineStyle[];
}

const LABEL = 14;

/** What each line is called: at its end where there is room, so that no legend has to be looked up; else in a row above. */
export const Names = memo(function Names(props: NamesProps) {
  return props.layout.names === 'ends' ? <EndNames {...props} /> : <NameRow {...props} />;
});

function EndNames({ data, options, layout, styles }: NamesProps) {
  const classes = useStyles2(getStyles);
  const theme = useTheme2();
  const { right, upper, lower } = layout;
  const labels = [
    ...data.lines.flatMap((line, index) => labelOf(line.name, line, layout, styles[index]?.colour)),
    ...measuresOf(data, options).flatMap(({ text, line, measure }) =>
      labelOf(text, line, layout, theme.colors.text.secondary, measure)
    ),
  ];
  const placed = spread(
    labels.map(({ y }) => y),
    LABEL,
    [upper + 4, lower - 4]
  );
  return (
    <>
      {labels.map(({ text, colour }, index) => {
        const y = placed[index];
        return y === undefined ? null : (
          <div
            key={index}
            className={classes.end}
            style={{ left: right + 6, right: 0, top: y - LABEL / 2, color: colour }}
            title={text}
            aria-hidden
          >
            {text}
          </div>
        );
      })}
    </>
  );
}

function NameRow({ data, layout, styles }: NamesProps) {
  const classes = useStyles2(getStyles);
  return (
    <div
      className={classes.row}
      style={{ left: Math.min(layout.left, 8) }}
      title={data.lines.map(({ name }) => name).join('\n')}
      aria-hidden
    >
      {data.lines.map(({ name }, index) => (
        <span key={index} className={classes.name}>
          <svg width={18} height={8}>
            <line
              x1={0}
              x2={18}
              y1={4}
              y2={4}
              stroke={styles[index]?.colour}
              strokeWidth={2}
              strokeDasharray={styles[index]?.dash}
            />
          </svg>
          <span className={classes.text}>{name}</span>
        </span>
      ))}
    </div>
  );
}

type Measure = (point: TrendPoint) => number | null;

/** The measures of a line alone have names, too. */
function measuresOf({ lines }: FeatureTrendData, { noiseFloor, referenceVariation }: FeatureTrendOptions) {
  const [line] = lines;
  if (!line || lines.length > 1) {
    return [];
  }
  const all: Array<{ text: string; line: TrendLine; measure: Measure; isShown: boolean }> = [
    { text: 'noise floor', line, measure: (point) => point.noiseFloor, isShown: noiseFloor },
    { text: 'reference variation', line, measure: (point) => point.referenceVariation, isShown: referenceVariation },
  ];
  return all.filter(({ isShown }) => isShown);
}

interface EndLabel {
  readonly text: string;
  readonly y: number;
  readonly colour?: string;
}

/** A label at the height of the line's last value in the picture; none where it has no value there. */
function labelOf(
  text: string,
  { points }: TrendLine,
  { y, from, to, upper, lower, top }: TrendLayout,
  colour?: string,
  measure: Measure = ({ value }) => value
): EndLabel[] {
  const values = points.filter(({ time }) => time >= from && time <= to).map(measure);
  const value = values.filter((each) => each !== null).at(-1) ?? null;
  return value === null
    ? []
    : [{ text: value > top ? `${text} ↑` : text, y: Math.max(upper, Math.min(lower, y(value))), colour }];
}

const getStyles = (theme: GrafanaTheme2) => {
  const cut = { overflow: 'hidden', whiteSpace: 'nowrap', textOverflow: 'ellipsis' } as const;
  return {
    end: css({
      ...cut,
      position: 'absolute',
      pointerEvents: 'none',
      fontSize: 11,
      height: LABEL,
      lineHeight: `${LABEL}px`,
      fontWeight: theme.typography.fontWeightMedium,
    }),
    row: css({
      position: 'absolute',
      top: 0,
      right: 4,
      height: ROW,
      display: 'flex',
      flexWrap: 'wrap',
      gap: '0 12px',
      overflow: 'hidden',
      fontSize: 11,
      lineHeight: `${ROW}px`,
      color: theme.colors.text.primary,
    }),
    name: css({ display: 'inline-flex', gap: 4, alignItems: 'center', maxWidth: '100%' }),
    text: css(cut),
  };
};
