import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useMemo, useState } from 'react';
import { shareText } from '../../drawing/numbers';
import type { ViewProps } from '../view';
import { BarPicture } from './BarPicture';
import { BarTooltip } from './BarTooltip';
import { attributionLayout, valuePlace } from './layout';
import type { AttributionOptions } from './options';
import type { AttributionData } from './prepare';
import { ThresholdLines } from './ThresholdLines';
import { tickLegend } from './ticks';
import { attributionWords, barWords, measureWords, valueText } from './words';

type AttributionProps = ViewProps<AttributionData, AttributionOptions>;

/** Features as bars, the largest first; each can be chosen. */
export function Attribution({ data, width, height, timeZone, onSelect }: AttributionProps) {
  const classes = useStyles2(getStyles);
  const [shown, setShown] = useState<{ readonly index: number; readonly x: number; readonly y: number }>();
  const layout = useMemo(() => attributionLayout(data, width, height), [data, width, height]);
  const hovered = shown && data.bars[shown.index];
  const legend = tickLegend(data);
  const rows = data.bars.length + (data.rest ? 1 : 0);
  const columns = { gridTemplateColumns: `${layout.name}px ${layout.bar}px ${layout.value}px`, height: layout.row };
  return (
    <div className={classes.scroll} style={{ width, height }}>
      {data.thresholds && <ThresholdLines data={data} layout={layout} height={layout.header + rows * layout.row} />}
      {legend !== undefined && layout.header > 0 && layout.name >= 90 && (
        <div className={classes.legend} style={{ width: layout.name, height: layout.header }} aria-hidden>
          {`| ${legend}`}
        </div>
      )}
      <ol className={classes.list} style={{ paddingTop: layout.header }} aria-label={attributionWords(data)}>
        {data.bars.map((bar, index) => (
          <li key={index}>
            <button
              type="button"
              className={classes.row}
              style={columns}
              onClick={() => onSelect({ subject: bar.subject, field: bar.field, row: bar.row })}
              onPointerMove={({ clientX, clientY }) => setShown({ index, x: clientX, y: clientY })}
              onPointerLeave={() => setShown(undefined)}
            >
              <span className={classes.name} title={bar.name}>
                {bar.name}
              </span>
              <span className={classes.unseen}>{`: ${measureWords(data)} `}</span>
              <BarPicture bar={bar} data={data} layout={layout} />
              <span className={classes.value} style={{ left: layout.name + valuePlace(bar, data, layout) }}>
                {valueText(bar.value, data, bar)}
              </span>
              <span className={classes.unseen}>{barWords(bar, data)}</span>
            </button>
          </li>
        ))}
        {data.rest && (
          <li className={classes.rest} style={columns}>
            <span className={classes.name}>{`${data.rest.count.toLocaleString('en')} more`}</span>
            {data.rest.share !== undefined && (
              <span className={classes.value} style={{ left: layout.name }}>
                {`${shareText(data.rest.share)} together`}
              </span>
            )}
          </li>
        )}
      </ol>
      {hovered && shown && <BarTooltip at={shown} bar={hovered} data={data} timeZone={timeZone} />}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const row = { display: 'grid', alignItems: 'center', position: 'relative', width: '100%' } as const;
  return {
    scroll: css({ position: 'relative', overflowX: 'hidden', overflowY: 'auto', color: theme.colors.text.primary }),
    list: css({
      listStyle: 'none',
      margin: 0,
      padding: 0,
      position: 'relative',
      fontSize: theme.typography.bodySmall.fontSize,
    }),
    row: css({
      ...row,
      padding: 0,
      border: 'none',
      background: 'none',
      color: 'inherit',
      font: 'inherit',
      textAlign: 'left',
      cursor: 'pointer',
      '&:hover': { background: theme.colors.action.hover },
      '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
    }),
    rest: css({ ...row, color: theme.colors.text.secondary }),
    name: css({
      overflow: 'hidden',
      whiteSpace: 'nowrap',
      textOverflow: 'ellipsis',
      paddingRight: 8,
      textAlign: 'right',
    }),
    // for who hears the page
    unseen: css({
      position: 'absolute',
      width: 1,
      height: 1,
      overflow: 'hidden',
      clipPath: 'inset(50%)',
      whiteSpace: 'pre',
    }),
    legend: css({
      position: 'absolute',
      fontSize: 10,
      textAlign: 'right',
      paddingRight: 8,
      whiteSpace: 'nowrap',
      overflow: 'hidden',
      color: theme.colors.text.secondary,
    }),
    value: css({
      // readable upon a threshold's line
      textShadow: `0 0 2px ${theme.colors.background.primary}, 0 0 3px ${theme.colors.background.primary}`,
      position: 'absolute',
      whiteSpace: 'nowrap',
      fontVariantNumeric: 'tabular-nums',
    }),
  };
};
