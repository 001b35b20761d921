import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2, type TimeZone } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { numberText, scoreText } from '../../drawing/numbers';
import { Tooltip, TooltipRows } from '../../drawing/Tooltip';
import type { Cursor, LinePoint } from './cursor';
import type { LineStyle } from './lineStyles';
import type { Promotion } from './promotions';
import { severityWords } from './words';

interface CursorTooltipProps {
  readonly at: { readonly x: number; readonly y: number };
  readonly cursor: Cursor;
  readonly points: readonly LinePoint[];
  readonly styles: readonly LineStyle[];
  readonly promotions: readonly Promotion[];
  readonly timeZone: TimeZone;
}

/** More lines than this at once make no table to read. */
const MOST = 12;

/** All scores at a time, the highest first, and of the line that the reader is on what it is measured against. */
export function CursorTooltip({ at, cursor, points, styles, promotions, timeZone }: CursorTooltipProps) {
  const classes = useStyles2(getStyles);
  const byScore = [...points].sort((a, b) => (b.point.value ?? -Infinity) - (a.point.value ?? -Infinity));
  const chosen = points.find(({ index }) => index === cursor.line) ?? (points.length === 1 ? points[0] : undefined);
  return (
    <Tooltip at={at}>
      <div className={classes.time}>{dateTimeFormat(cursor.time, { timeZone })}</div>
      {promotions.map(({ model, version }) => (
        <div key={`${model} ${version}`} className={classes.cut}>{`reference ${version} comes into use`}</div>
      ))}
      <table className={classes.table}>
        <tbody>
          {byScore.slice(0, MOST).map(({ index, line, point }) => (
            <tr key={index} className={index === chosen?.index && points.length > 1 ? classes.chosen : undefined}>
              <th scope="row">
                <span className={classes.swatch} style={{ background: styles[index]?.colour }} />
                <span className={classes.cut}>{line.name}</span>
              </th>
              <td>{scoreText(point.value, line.field)}</td>
              <td>{point.value === null ? '' : severityWords(point)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {points.length > MOST && <div>{`and ${points.length - MOST} more`}</div>}
      {points.length === 0 && <div>no value</div>}
      {chosen && (
        <div className={classes.measures}>
          <TooltipRows rows={measuresOf(chosen)} />
        </div>
      )}
    </Tooltip>
  );
}

function measuresOf({ line: { field, thresholds }, point }: LinePoint): Array<[string, string]> {
  const score = (value: number | null | undefined) => scoreText(value, field);
  const rows: Array<[string, number | null | undefined, (value: number) => string]> = [
    ['small from', thresholds.small, score],
    ['significant from', thresholds.significant, score],
    ['critical from', thresholds.critical, score],
    ['noise floor', point.noiseFloor, score],
    ['reference variation', point.referenceVariation, score],
    ['rows', point.rows, numberText],
  ];
  return rows.flatMap(([name, value, text]): Array<[string, string]> =>
    value === null || value === undefined ? [] : [[name, text(value)]]
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const cut = { overflow: 'hidden', whiteSpace: 'nowrap', textOverflow: 'ellipsis', maxWidth: 260 } as const;
  return {
    time: css({ fontWeight: theme.typography.fontWeightMedium, marginBottom: 4 }),
    cut: css(cut),
    table: css({
      th: { fontWeight: 'inherit', display: 'flex', alignItems: 'center', gap: 6, paddingRight: 12 },
      td: { fontVariantNumeric: 'tabular-nums', textAlign: 'right', paddingRight: 8, whiteSpace: 'nowrap' },
    }),
    chosen: css({ fontWeight: theme.typography.fontWeightBold }),
    swatch: css({ width: 10, height: 3, flex: 'none' }),
    measures: css({
      marginTop: 4,
      paddingTop: 4,
      borderTop: `1px solid ${theme.colors.border.weak}`,
      color: theme.colors.text.secondary,
    }),
  };
};
