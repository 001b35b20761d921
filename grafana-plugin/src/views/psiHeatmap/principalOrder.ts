import type { Courses } from './sampled';

const ROUNDS = 30;

/**
 * Rows by their place along the direction in which their courses differ most (the first principal component, by power
 * iteration), the larger courses first. Takes time in proportion to the rows.
 *
 * @returns places of the rows, each once
 */
export function principalOrder({ count, columns, values }: Courses): number[] {
  const means = Float64Array.from({ length: columns }, (_, column) => mean(columnOf(column)));
  const centred = values.map((value, index) => (Number.isNaN(value) ? 0 : value - (means[index % columns] ?? 0)));
  let direction = new Float64Array(columns).fill(1);
  let places = new Float64Array(count);
  for (let round = 0; round < ROUNDS; round++) {
    places = new Float64Array(count);
    centred.forEach((value, index) => {
      const row = Math.floor(index / columns);
      places[row] = (places[row] ?? 0) + value * (direction[index % columns] ?? 0);
    });
    const next = new Float64Array(columns);
    centred.forEach((value, index) => {
      next[index % columns] = (next[index % columns] ?? 0) + value * (places[Math.floor(index / columns)] ?? 0);
    });
    const length = Math.hypot(...next);
    if (!(length > 0)) {
      break;
    }
    direction = next.map((value) => value / length);
  }
  const up = direction.reduce((sum, value) => sum + value, 0) < 0 ? -1 : 1;
  return Array.from({ length: count }, (_, row) => row).sort((a, b) => up * ((places[b] ?? 0) - (places[a] ?? 0)));

  function columnOf(column: number): Float64Array {
    return Float64Array.from({ length: count }, (_, row) => values[row * columns + column] ?? NaN);
  }
}

function mean(values: Float64Array): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.length === 0 ? 0 : known.reduce((sum, value) => sum + value, 0) / known.length;
}
