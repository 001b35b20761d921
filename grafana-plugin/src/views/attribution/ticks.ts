import type { Bar } from './bar';
import type { AttributionData } from './prepare';

/** A value that a bar is seen against. */
export interface BarTick {
  readonly kind: 'noise floor' | 'reference' | 'small' | 'significant' | 'critical';
  readonly value: number;
}

/** The noise floor of a score, its thresholds where they are not those of all bars, and importance in the reference. */
export function ticksOf(
  bar: Bar,
  { measure, thresholds: common }: Pick<AttributionData, 'measure' | 'thresholds'>
): BarTick[] {
  if (measure !== 'score') {
    return bar.reference === null ? [] : [{ kind: 'reference', value: bar.reference }];
  }
  const { small, significant, critical } = common ? {} : bar.thresholds;
  const all = { small, significant, critical, 'noise floor': bar.noiseFloor ?? undefined };
  return Object.entries(all).flatMap(([kind, value]) =>
    value === undefined ? [] : [{ kind: kind as BarTick['kind'], value }]
  );
}

/** What dark ticks are, for a legend; absent where there are none. */
export function tickLegend({ bars, measure }: AttributionData): string | undefined {
  if (measure === 'score') {
    return bars.some(({ noiseFloor }) => noiseFloor !== null) ? 'noise floor' : undefined;
  }
  return bars.some(({ reference }) => reference !== null) ? 'in the reference' : undefined;
}
