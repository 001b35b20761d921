import type { MomentRequest, MomentSums } from '../../exporter/src/sources/moments.js';

export interface MomentRow {
  /** Milliseconds since the epoch; null where the row has no time. */
  readonly time?: number | null;
  /** One a feature; null and NaN are missing. */
  readonly values: readonly (number | null)[];
}

/** What a source must answer, row by row and by the definitions of MomentSums alone. */
export function expectedMoments(
  { features, bucket, axes }: Omit<MomentRequest, 'selection'>,
  rows: readonly MomentRow[],
): MomentSums[] {
  const groups = new Map<number, number[][]>(bucket === undefined ? [[0, []]] : []);
  for (const { time, values } of rows) {
    if (bucket !== undefined && typeof time !== 'number') continue;
    const start = bucket === undefined ? 0 : Math.floor((time ?? 0) / bucket) * bucket;
    const z = features.map(({ center, scale }, index) => {
      const value = values[index] ?? NaN;
      if (Number.isNaN(value)) return 0;
      if (!Number.isFinite(value)) return 1e6 * Math.sign(value);
      const distance = Math.abs(value) > 1e150 ? value / scale - center / scale : (value - center) / scale;
      return Math.max(-1e6, Math.min(1e6, distance));
    });
    groups.set(start, [...(groups.get(start) ?? []), z]);
  }
  return [...groups]
    .sort(([a], [b]) => a - b)
    .map(([bucketStart, of]) => {
      const total = (term: (z: readonly number[]) => number): number =>
        of.reduce((sum, z) => sum + term(z), 0);
      const at = (z: readonly number[], index: number): number => z[index] ?? NaN;
      return {
        bucketStart,
        rows: of.length,
        sums: Float64Array.from(features, (_, i) => total((z) => at(z, i))),
        products: Float64Array.from(
          features.flatMap((_, i) =>
            features.slice(0, i + 1).map((_, j) => total((z) => at(z, i) * at(z, j))),
          ),
        ),
        ...(axes === undefined ? {} : { residuals: total((z) => residual(z, axes)) }),
      };
    });
}

/** ‖u − û‖ as it is defined, with û computed. */
function residual(
  z: readonly number[],
  { mean, deviation, components }: NonNullable<MomentRequest['axes']>,
): number {
  const u = z.map((value, index) => (value - (mean[index] ?? NaN)) / (deviation[index] ?? NaN));
  const projected = u.map(() => 0);
  for (const component of components) {
    const length = u.reduce((sum, value, index) => sum + value * (component[index] ?? NaN), 0);
    component.forEach((weight, index) => (projected[index] = (projected[index] ?? 0) + length * weight));
  }
  return Math.hypot(...u.map((value, index) => value - (projected[index] ?? 0)));
}
