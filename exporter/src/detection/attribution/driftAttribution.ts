import type { FeatureResult } from '../result.js';
import { sharesOf, type Share } from './shares.js';

/** A feature's drift and what of it is nothing new. */
export interface DriftScore {
  readonly feature: string;
  readonly psi: number;
  /** The noise floor or, where it is known and larger, the reference's own variation. */
  readonly floor: number;
  readonly missingPsi?: number;
  readonly missingFloor?: number;
}

/**
 * The share of each feature in the drift of a data set; the shares add up to one.
 *
 * PSI is the symmetric Kullback–Leibler divergence, which of independent features adds up to that of their joint distribution:
 * only so are shares of its sum more than a convention. Correlated features that move together each count in full. Of each score
 * only what exceeds its floor counts, since PSI is about (cells − 1)(1/n + 1/m) without any drift, so that features of many
 * cells would seem to drift more, and a season that the reference knows is no drift. Missing values count beside the others, by the PSI
 * of their own.
 *
 * @returns undefined where no feature exceeds its floor
 */
export function driftAttribution(scores: readonly DriftScore[]): Share[] | undefined {
  return sharesOf(
    scores.map(({ feature, psi, floor, missingPsi = 0, missingFloor = 0 }) => ({
      feature,
      part: Math.max(0, psi - floor) + Math.max(0, missingPsi - missingFloor),
    })),
  );
}

/** What `driftAttribution` needs of a result; undefined of a feature that has no PSI or is inconclusive. */
export function driftScore({
  feature,
  drifted,
  statistics: { psi, missing_psi: missing },
  reference_variation: variation,
}: FeatureResult): DriftScore | undefined {
  if (drifted === null || typeof psi?.value !== 'number') return undefined;
  const floor = (noise: unknown, own = 0): number => Math.max(typeof noise === 'number' ? noise : 0, own);
  return {
    feature,
    psi: psi.value,
    floor: floor(psi.noise_floor, variation?.psi),
    ...(typeof missing?.value === 'number'
      ? { missingPsi: missing.value, missingFloor: floor(missing.noise_floor, variation?.missing_psi) }
      : {}),
  };
}
