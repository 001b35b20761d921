import { useTheme2 } from '@grafana/ui';
import React from 'react';
import type { TrendLayout } from './layout';
import type { LineStyle } from './lineStyles';
import { areaPath, measurePath } from './measurePath';
import type { FeatureTrendOptions } from './options';
import type { FeatureTrendData } from './prepare';
import type { TrendLine } from './trendLine';

interface MeasuresProps {
  readonly data: FeatureTrendData;
  readonly options: FeatureTrendOptions;
  readonly layout: TrendLayout;
  readonly styles: readonly LineStyle[];
}

/** With more lines than this, each one's measures are told by the tooltip only. */
const FEW = 4;

/** What scores are measured against: noise floor and reference variation in grey, or in each line's colour where there are several. */
export function Measures({ data: { lines, thresholds }, options, layout, styles }: MeasuresProps) {
  const theme = useTheme2();
  if (lines.length > FEW) {
    return null;
  }
  const isAlone = lines.length === 1;
  const colour = (index: number) => (isAlone ? theme.colors.text.secondary : styles[index]?.colour);
  return (
    <g fill="none" strokeOpacity={isAlone ? 0.9 : 0.55}>
      {lines.map((line, index) => (
        <g key={index} stroke={colour(index)}>
          {options.noiseFloor && isAlone && (
            <path
              d={areaPath(line, ({ noiseFloor }) => noiseFloor, layout)}
              fill={colour(index)}
              fillOpacity={0.12}
              stroke="none"
            />
          )}
          {options.noiseFloor && (
            <path
              d={measurePath(line, ({ noiseFloor }) => noiseFloor, layout)}
              strokeDasharray="4 3"
              data-testid="noise floor"
            />
          )}
          {options.referenceVariation && (
            <path
              d={measurePath(line, ({ referenceVariation }) => referenceVariation, layout)}
              strokeDasharray="1 2.5"
              strokeWidth={1.25}
              data-testid="reference variation"
            />
          )}
          {options.bands && thresholds === undefined && (
            <path d={thresholdPath(line, layout)} strokeDasharray="14 4" data-testid="threshold" />
          )}
        </g>
      ))}
    </g>
  );
}

/** Where thresholds differ there are no bands: a line at each one's own, from where a change is significant. */
function thresholdPath(
  { thresholds: { small, significant, critical } }: TrendLine,
  { left, right, y }: TrendLayout
): string {
  const threshold = significant ?? critical ?? small;
  return threshold === undefined ? '' : `M${left},${y(threshold)}H${right}`;
}
