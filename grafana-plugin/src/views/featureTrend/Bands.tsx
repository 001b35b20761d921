import type { Field } from '@grafana/data';
import { useTheme2 } from '@grafana/ui';
import React from 'react';
import { scoreText } from '../../drawing/numbers';
import { severityColours } from '../../drawing/severityColours';
import type { Thresholds } from '../../frames/severity';
import type { TrendLayout } from './layout';

interface BandsProps {
  readonly thresholds: Thresholds;
  readonly field?: Field;
  readonly layout: TrendLayout;
}

/** Behind the lines: the scores of each severity, from its threshold up to the next. */
export function Bands({ thresholds, field, layout }: BandsProps) {
  const theme = useTheme2();
  const { left, right, upper } = layout;
  const colours = severityColours(thresholds, field, theme);
  return (
    <g>
      {bandsOf(thresholds, layout).map(({ name, top, bottom }) => (
        <g key={name}>
          <rect x={left} y={top} width={right - left} height={bottom - top} fill={colours[name].band} />
          {bottom > upper && (
            <line x1={left} x2={right} y1={bottom} y2={bottom} stroke={colours[name].mark} strokeOpacity={0.6} />
          )}
        </g>
      ))}
    </g>
  );
}

/** Above the lines, set off from them: which band is which, as far as there is room. */
export function BandNames({ thresholds, field, layout }: BandsProps) {
  const theme = useTheme2();
  const { left, right } = layout;
  return (
    <g
      fill={theme.colors.text.secondary}
      stroke={theme.colors.background.primary}
      strokeWidth={3}
      strokeOpacity={0.75}
      paintOrder="stroke"
      fontSize={10}
      fontFamily={theme.typography.fontFamily}
    >
      {bandsOf(thresholds, layout)
        .filter(({ top, bottom }) => bottom - top >= 15 && right - left >= 120)
        .map(({ name, bottom, from }) => (
          <text key={name} x={left + 5} y={bottom - 4}>
            {`${name} ≥ ${scoreText(from, field)}`}
          </text>
        ))}
    </g>
  );
}

function bandsOf(thresholds: Thresholds, { upper, lower, y }: TrendLayout) {
  const within = (value: number): number => Math.min(lower, Math.max(upper, y(value)));
  const known = (['small', 'significant', 'critical'] as const).flatMap((name) => {
    const from = thresholds[name];
    return from === undefined ? [] : [{ name, from, bottom: within(from) }];
  });
  return known.map((band, index) => ({ ...band, top: Math.min(band.bottom, known[index + 1]?.bottom ?? upper) }));
}
