/** Counts of one cell on either side, and the rows with a value on either side. */
export interface CellPair {
  readonly reference: number;
  readonly current: number;
}

/**
 * What one cell adds to PSI: (c − r) · ln(c / r) with shares c and r of rows that have a value. A cell that is empty
 * on one side counts there as half an observation, and one that is empty on both adds nothing, as in `psi` itself.
 */
export function contribution(cell: CellPair, rows: CellPair): number {
  if (rows.reference === 0 || rows.current === 0 || (cell.reference === 0 && cell.current === 0)) return 0;
  const reference = Math.max(cell.reference, 0.5) / rows.reference;
  const current = Math.max(cell.current, 0.5) / rows.current;
  return (current - reference) * Math.log(current / reference);
}

/** count / rows, and 0 where there are no rows. */
export function share(count: number, rows: number): number {
  return rows === 0 ? 0 : count / rows;
}
