import { useTheme2 } from '@grafana/ui';
import React from 'react';
import { paletteOf } from '../../drawing/palette';

interface TriangleProps {
  /** Its centre, in CSS pixels. */
  readonly x: number;
  readonly y: number;
  readonly kind: 'new' | 'gone';
}

/** Up and filled for a cell that only the current side has, down and hollow for one that only the reference has. */
export function Triangle({ x, y, kind }: TriangleProps) {
  const palette = paletteOf(useTheme2());
  const tip = kind === 'new' ? -4 : 4;
  return (
    <path
      d={`M${x - 4},${y - tip * 0.75}L${x + 4},${y - tip * 0.75}L${x},${y + tip}Z`}
      fill={kind === 'new' ? palette.current : 'none'}
      stroke={palette.reference}
      strokeWidth={1}
    />
  );
}
