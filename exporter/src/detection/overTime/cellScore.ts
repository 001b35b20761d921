/** A cell that is empty on one side counts there as so many observations, as in `populationStability`. */
const HALF_OBSERVATION = 0.5;

/** PSI of two rows of counts, without the rest of `populationStability`, since it is asked for every bucket. */
export interface CellScore {
  readonly psi: number;
  /** Cells that are not empty on both sides, less one. */
  readonly degreesOfFreedom: number;
  readonly referenceRows: number;
  readonly currentRows: number;
}

/** PSI over cells in which either side has rows; 0 where a side is empty. */
export function cellScore(reference: Float64Array, current: Float64Array): CellScore {
  const cells = reference.length;
  let referenceRows = 0;
  let currentRows = 0;
  for (let cell = 0; cell < cells; cell++) {
    referenceRows += reference[cell] as number;
    currentRows += current[cell] as number;
  }
  let psi = 0;
  let occupied = 0;
  if (referenceRows > 0 && currentRows > 0) {
    for (let cell = 0; cell < cells; cell++) {
      const one = reference[cell] as number;
      const other = current[cell] as number;
      if (one === 0 && other === 0) continue;
      occupied++;
      const before = (one || HALF_OBSERVATION) / referenceRows;
      const after = (other || HALF_OBSERVATION) / currentRows;
      psi += (after - before) * Math.log(after / before);
    }
  }
  return { psi, degreesOfFreedom: Math.max(0, occupied - 1), referenceRows, currentRows };
}

/** PSI of rows without a value against rows with one. */
export function missingScore(
  reference: { readonly missing: number; readonly present: number },
  current: { readonly missing: number; readonly present: number },
): CellScore {
  return cellScore(
    Float64Array.of(reference.present, reference.missing),
    Float64Array.of(current.present, current.missing),
  );
}
