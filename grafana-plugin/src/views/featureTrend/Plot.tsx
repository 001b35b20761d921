import type { GrafanaTheme2 } from '@grafana/data';
import { useTheme2 } from '@grafana/ui';
import React, { memo, useId, useMemo } from 'react';
import { scoreText } from '../../drawing/numbers';
import { severityColours } from '../../drawing/severityColours';
import { BandNames, Bands } from './Bands';
import type { TrendLayout } from './layout';
import { linePaths } from './linePaths';
import type { LineStyle } from './lineStyles';
import { Measures } from './Measures';
import type { FeatureTrendOptions } from './options';
import type { FeatureTrendData } from './prepare';

interface PlotProps {
  readonly data: FeatureTrendData;
  readonly options: FeatureTrendOptions;
  readonly layout: TrendLayout;
  readonly styles: readonly LineStyle[];
}

/** So many values above the axis are written out. */
const FEW = 5;

/** Axes, bands and lines: all that stays while the pointer moves. */
export const Plot = memo(function Plot({ data, options, layout, styles }: PlotProps) {
  const theme = useTheme2();
  const clip = `plot${useId().replace(/\W/g, '')}`;
  const { left, right, upper, lower } = layout;
  const paths = useMemo(() => data.lines.map((line) => linePaths(line, layout)), [data, layout]);
  const colours = useMemo(
    () => data.lines.map(({ thresholds, field }) => severityColours(thresholds, field, theme)),
    [data, theme]
  );
  return (
    <g>
      <clipPath id={clip}>
        <rect x={left} y={upper} width={right - left} height={lower - upper} />
      </clipPath>
      {options.bands && data.thresholds && (
        <Bands thresholds={data.thresholds} field={data.lines[0]?.field} layout={layout} />
      )}
      <Axes layout={layout} theme={theme} />
      <g clipPath={`url(#${clip})`}>
        <Measures data={data} options={options} layout={layout} styles={styles} />
        {paths.map(({ evident, chance, isRoomy }, index) => (
          <g key={index} fill="none" stroke={styles[index]?.colour} strokeLinejoin="round">
            <path d={chance} strokeWidth={1} strokeOpacity={0.5} strokeDasharray={styles[index]?.dash} />
            <path
              d={evident}
              strokeWidth={isRoomy ? 1.75 : 1.25}
              strokeDasharray={styles[index]?.dash}
              data-testid="trend line"
            />
          </g>
        ))}
      </g>
      {paths.map(({ dots, above }, index) => (
        <g key={index} stroke={styles[index]?.colour} fill={styles[index]?.colour}>
          {dots.map(({ x, y, point }, place) => (
            <circle
              key={place}
              cx={x}
              cy={y}
              r={2.75}
              strokeWidth={1.25}
              fill={
                point.isEvident
                  ? point.severity === 'none'
                    ? styles[index]?.colour
                    : colours[index]?.[point.severity].mark
                  : theme.colors.background.primary
              }
            />
          ))}
          {above.map(({ x, point }) => (
            <g key={x} stroke="none" data-testid="above the axis">
              <path d={`M${x - 4},${upper + 7}L${x},${upper + 1}L${x + 4},${upper + 7}Z`} />
              {above.length <= FEW && (
                <text x={x + 7} y={upper + 9} fontSize={10} fontFamily={theme.typography.fontFamily}>
                  {scoreText(point.value, data.lines[index]?.field)}
                </text>
              )}
            </g>
          ))}
        </g>
      ))}
      {options.bands && data.thresholds && (
        <BandNames thresholds={data.thresholds} field={data.lines[0]?.field} layout={layout} />
      )}
    </g>
  );
});

function Axes({ layout, theme }: { readonly layout: TrendLayout; readonly theme: GrafanaTheme2 }) {
  const { left, right, upper, lower, x } = layout;
  const text = { fill: theme.colors.text.secondary, fontSize: 11, fontFamily: theme.typography.fontFamily };
  return (
    <g>
      {layout.scoreTicks.map(({ y, text: label }) => (
        <g key={y}>
          <line x1={left} x2={right} y1={y} y2={y} stroke={theme.colors.border.weak} />
          <text x={left - 6} y={y} dy="0.35em" textAnchor="end" {...text}>
            {label}
          </text>
        </g>
      ))}
      {layout.timeTicks.map(({ time, text: label }) => (
        <g key={time}>
          <line x1={x(time)} x2={x(time)} y1={upper} y2={lower + 4} stroke={theme.colors.border.weak} />
          <text x={x(time)} y={lower + 16} textAnchor={anchorOf(x(time), label, layout)} {...text}>
            {label}
          </text>
        </g>
      ))}
      <line x1={left} x2={right} y1={lower} y2={lower} stroke={theme.colors.border.medium} />
    </g>
  );
}

/** Labels at the very ends would be cut off in the middle. */
function anchorOf(x: number, label: string, { outer }: TrendLayout): 'start' | 'middle' | 'end' {
  const half = label.length * 3.2;
  return x - half < 0 ? 'start' : x + half > outer ? 'end' : 'middle';
}
