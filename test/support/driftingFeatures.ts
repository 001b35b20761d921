import type { CategoricalGrid } from '../../exporter/src/profile/grid.js';
import type { Comparison } from '../../exporter/src/statistics/statistic.js';
import { categoryProfile, normalProfile, numericGrid } from './profiles.js';

const numericNames = [
  'credit_score',
  'income',
  'age',
  'loan_amount',
  'temperature_f',
  'humidity_pct',
  'session_seconds',
  'distance_miles',
];
const categoricalNames = ['country', 'carrier', 'device', 'purpose', 'origin', 'plan', 'dest', 'browser'];
const values = [
  'Germany',
  'France',
  'Italy',
  'Spain',
  'Poland',
  'Romania',
  'Netherlands',
  'Belgium',
  'Greece',
  'Czechia',
  'Portugal',
  'Sweden',
  'Hungary',
  'Austria',
  'Bulgaria',
];

/** One of several kinds of feature by its number, and how it moves through the windows. */
export function driftingFeature(
  index: number,
  window: number,
  windows: number,
): { name: string; comparison: Comparison } {
  const rows = { reference: 20_432, current: 8_200 + 137 * window };
  const round = Math.floor(index / 2);
  const progress = windows === 1 ? 1 : window / (windows - 1);
  // A few move much, some move and come back, most only wobble.
  const strength = [0.9, 0.32, 0.12, 0.55, 0.03, 0.02, 0.01, 0.04][index % 8] ?? 0;
  const move =
    strength *
    (index % 3 === 1 ? Math.sin(progress * Math.PI) + (windows === 1 ? 1 : 0) : progress) *
    (index < 24 ? 1 : 0.3);
  const suffix = index < 16 ? '' : `_${Math.floor(index / 16) + 1}`;
  if (index % 2 === 0) {
    const [mean, deviation] = [
      [680, 50],
      [52_000, 14_000],
      [41, 11],
      [12.5, 4],
    ][round % 4] ?? [0, 1];
    const grid = numericGrid(mean ?? 0, deviation ?? 1);
    const missing = index % 10 === 4 ? 0.25 * progress : 0.004;
    return {
      name: `${numericNames[round % 8]}${suffix}`,
      comparison: {
        reference: normalProfile(
          grid,
          grid.mean,
          grid.deviation,
          rows.reference,
          Math.round(0.003 * rows.reference),
        ),
        current: normalProfile(
          grid,
          grid.mean + move * grid.deviation,
          grid.deviation * (1 + move / 4),
          rows.current,
          Math.round(missing * rows.current),
        ),
      },
    };
  }
  const size = 3 + ((index * 5) % 13);
  const grid: CategoricalGrid = {
    kind: 'categorical',
    categories: values.slice(0, size),
    others: size > 8 ? ['Malta', 'Cyprus'] : [],
    complete: true,
  };
  const weights = Array.from({ length: size + 2 }, (_, place) =>
    place === size + 1 ? 0 : place === size ? Number(size > 8) * 0.3 : 10 / (place + 1),
  );
  const moved = weights.map((weight, place) =>
    place === size + 1 ? move : weight * (1 + move * (place % 3 === 1 ? 2 : -0.4)),
  );
  return {
    name: `${categoricalNames[round % 8]}${suffix}`,
    comparison: {
      reference: categoryProfile(grid, weights, rows.reference, Math.round(0.0012 * rows.reference)),
      current: categoryProfile(grid, moved, rows.current, Math.round(0.001 * rows.current)),
    },
  };
}
