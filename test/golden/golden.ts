import { readFileSync } from 'node:fs';

/** Reads a file of recorded values from this folder (not from that of the compiled test). */
export function readGolden<Tables>(name: string): Tables {
  return JSON.parse(readFileSync(new URL(`../../../test/golden/${name}`, import.meta.url), 'utf8')) as Tables;
}

/** |actual − expected| / |expected|; 0 where both are zero, NaN where `actual` is. */
export function relativeError(actual: number, expected: number): number {
  return actual === expected ? 0 : Math.abs(actual - expected) / Math.abs(expected);
}

/** Fails with the arguments and both values where one is further off than 1e-9, relative. */
export function expectGolden(actual: number | undefined, expected: number, label: string): void {
  const error = relativeError(actual ?? NaN, expected);
  if (!(error <= 1e-9)) throw new Error(`${label}: ${actual}, SciPy ${expected}, off by ${error}`);
}
