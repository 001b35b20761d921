import { h } from 'preact';
import { score, short } from '../../../../reports/numbers.js';
import type { Thresholds } from '../apiTypes.js';
import { localDay } from '../times.js';
import { pointEffect, trendSummary, type TrendLine } from '../trendLine.js';

/** Pixels of the plot; labels stand beside it. */
export const TREND = { width: 430, height: 130 };

interface PictureProps {
  readonly line: TrendLine;
  readonly thresholds: Thresholds | null;
  readonly marked: TrendLine['points'][number] | undefined;
}

/** A trend over bands of severity. */
export function TrendPicture({ line, thresholds, marked }: PictureProps) {
  const { width, height } = TREND;
  const { last, highest } = trendSummary(line.points.map(({ point }) => point));
  const said = (point: typeof last): string => (point === undefined ? '–' : score(pointEffect(point) ?? 0));
  return (
    <svg
      viewBox={`-40 -8 ${width + 46} ${height + 30}`}
      width={width + 46}
      height={height + 30}
      role="img"
      aria-label={`PSI from ${localDay(line.from)} to ${localDay(line.to)}: now ${said(last)}, at most ${said(highest)}`}
    >
      {bands(thresholds, line.top).map(([severity, from, to]) => (
        <rect
          key={severity}
          class={`band-${severity}`}
          x="0"
          y={line.y(to)}
          width={width}
          height={Math.max(0, line.y(from) - line.y(to))}
        />
      ))}
      {labels(thresholds, line).map((psi) => (
        <g key={psi}>
          <path class="grid" d={`M0 ${line.y(psi)}H${width}`} />
          <text x="-7" y={line.y(psi) + 4} text-anchor="end">
            {short(psi)}
          </text>
        </g>
      ))}
      <path class="noise-line" d={line.noise} />
      <path class="usual-line" d={line.usual} />
      <path class="line" d={line.psi} />
      {line.points.length < 60 &&
        line.points.map(({ x, y, point }) => (
          <circle key={point.to} class={`m-${point.severity}`} cx={x} cy={y} r="2.6" />
        ))}
      {marked !== undefined && (
        <g>
          <path class="marker" d={`M${marked.x} 0V${height}`} />
          <circle class={`m-${marked.point.severity}`} cx={marked.x} cy={marked.y} r="4" />
        </g>
      )}
      <text x="0" y={height + 17}>
        {localDay(line.from)}
      </text>
      <text x={width} y={height + 17} text-anchor="end">
        {localDay(line.to)}
      </text>
    </svg>
  );
}

type Band = readonly [severity: string, from: number, to: number];

function bands(thresholds: Thresholds | null, top: number): Band[] {
  if (thresholds === null) return [];
  const { small, significant, critical } = thresholds;
  return [
    ['small', small, significant],
    ['significant', significant, critical ?? top],
    ...(critical === null ? [] : [['critical', critical, top] as const]),
  ];
}

/** Thresholds and round numbers above them, as far as they stand apart. */
function labels(thresholds: Thresholds | null, { top, y }: TrendLine): number[] {
  const own = thresholds === null ? [] : [thresholds.small, thresholds.critical ?? thresholds.significant];
  const kept: number[] = [0];
  for (const psi of [...own, 0.5, 1, 2, 5, 10, 20, 50, 100, 1000].sort((a, b) => a - b)) {
    if (psi <= top && Math.abs(y(psi) - y(kept.at(-1) ?? 0)) >= 16) kept.push(psi);
  }
  return kept;
}
