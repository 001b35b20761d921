import { useTheme2 } from '@grafana/ui';
import React from 'react';
import { paletteOf } from '../../drawing/palette';

/** Stripes for what is no value of its own: missing values, and bars that stand for several categories. */
export function Hatching({ id }: { readonly id: string }) {
  const palette = paletteOf(useTheme2());
  return (
    <defs>
      <pattern id={id} width={5} height={5} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <line x1={0} x2={0} y1={0} y2={5} stroke={palette.reference} strokeWidth={1.5} opacity={0.6} />
      </pattern>
    </defs>
  );
}
