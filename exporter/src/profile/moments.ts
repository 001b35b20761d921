import { standardisation, type NumericGrid } from './grid.js';
import { presentRows, type Profile } from './profile.js';

/** Mean and deviation of a numeric profile's finite values, in the feature's unit; NaN where it has none or keeps no moments. */
export function momentsOf(
  profile: Profile,
  grid: NumericGrid,
): { readonly mean: number; readonly deviation: number } {
  const { center, scale } = standardisation(grid);
  if (profile.sums.length === 0) return { mean: Number.NaN, deviation: Number.NaN };
  const rows = presentRows(profile) - profile.infinite;
  const total = (sums: Float64Array): number => sums.reduce((sum, z) => sum + z, 0);
  const mean = total(profile.sums) / rows;
  const variance = Math.max(0, total(profile.squares) / rows - mean * mean);
  return { mean: center + scale * mean, deviation: scale * Math.sqrt(variance) };
}
