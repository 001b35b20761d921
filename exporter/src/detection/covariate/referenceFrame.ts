import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { pairPlace, type PrincipalAxes } from '../../sources/moments.js';
import type { SecondMoments } from '../../profile/secondMoments.js';

/** A variance below it, relative to the square of the mean and to that of the unit, is rounding. */
const ROUNDING = 1e-12;
/** Variances of a component below it are rounding, or a duplicate's. */
const LEAST_VARIANCE = 1e-9;
/** The share of variance that components must exceed: the default of NannyML's calculator. */
const EXPLAINED = 0.65;

/** Mean and covariance of rows in the units of a frame: u = (z − the reference's mean) / the reference's deviation. */
export interface FramedMoments {
  readonly rows: number;
  /** One number for each feature that varies in the reference. */
  readonly mean: Float64Array;
  /** With the mean taken out. */
  readonly covariance: Matrix;
}

/** The deviation of a feature; 0 where it is constant but for rounding. */
export function deviationOf(variance: number, mean: number): number {
  return variance > ROUNDING * (1 + mean * mean) ? Math.sqrt(variance) : 0;
}

/**
 * The reference's own coordinates, in which its means are 0, its deviations 1, and its covariance is its correlation
 * matrix. Features that do not vary in it are left out: there is no unit to measure them in.
 */
export class ReferenceFrame {
  /** Places of the features that vary. */
  readonly kept: readonly number[];
  readonly #mean: Float64Array;
  readonly #deviation: Float64Array;
  #correlation: Matrix | undefined;
  #components: Components | undefined;

  constructor(readonly moments: SecondMoments) {
    const { features, rows, sums, products } = moments;
    this.#mean = sums.map((sum) => (rows > 0 ? sum / rows : 0));
    this.#deviation = this.#mean.map((mean, i) =>
      rows > 0 ? deviationOf((products[pairPlace(i, i)] as number) / rows - mean * mean, mean) : 0,
    );
    this.kept = features.flatMap((_, i) => (this.#s(i) > 0 ? [i] : []));
  }

  /** Names of the features that vary. */
  get features(): string[] {
    return this.kept.map((i) => this.moments.features[i] as string);
  }

  /** Rows of the same features in these coordinates. */
  framed({ features, rows, sums, products }: SecondMoments): FramedMoments {
    if (features.length !== this.moments.features.length) {
      throw new RangeError('moments of different features do not compare');
    }
    const size = this.kept.length;
    const mean = new Float64Array(size);
    const covariance = Matrix.zeros(size, size);
    for (const [row, i] of this.kept.entries()) {
      mean[row] = ((sums[i] as number) / rows - this.#m(i)) / this.#s(i);
      for (let column = 0; column <= row; column++) {
        const j = this.kept[column] as number;
        const own = ((sums[i] as number) / rows) * ((sums[j] as number) / rows);
        const value = ((products[pairPlace(i, j)] as number) / rows - own) / (this.#s(i) * this.#s(j));
        covariance.set(row, column, value);
        covariance.set(column, row, value);
      }
    }
    return { rows, mean, covariance };
  }

  /** The reference's correlation matrix. */
  get correlation(): Matrix {
    if (this.#correlation !== undefined) return this.#correlation;
    const { covariance } = this.framed(this.moments);
    for (let i = 0; i < covariance.rows; i++) covariance.set(i, i, 1);
    return (this.#correlation = covariance);
  }

  /** Principal components of the correlation matrix. */
  get components(): Components {
    return (this.#components ??= new Components(this.correlation));
  }

  /** What a source needs to tell the residuals of rows from the principal plane, which is of all features. */
  axes(): PrincipalAxes {
    const size = this.moments.features.length;
    const { vectors, explaining } = this.components;
    return {
      mean: this.#mean,
      // as scikit-learn's StandardScaler: what does not vary is not divided
      deviation: this.#deviation.map((deviation) => (deviation > 0 ? deviation : 1)),
      components: Array.from({ length: explaining }, (_, component) => {
        const axis = new Float64Array(size);
        for (const [row, i] of this.kept.entries()) axis[i] = vectors.get(row, component);
        return axis;
      }),
    };
  }

  #m(i: number): number {
    return this.#mean[i] as number;
  }

  #s(i: number): number {
    return this.#deviation[i] as number;
  }
}

/** Eigenvalues of a symmetric matrix, the largest first, and their vectors. */
export class Components {
  readonly values: Float64Array;
  /** A column each. */
  readonly vectors: Matrix;

  constructor(symmetric: Matrix) {
    if (symmetric.rows === 0) {
      this.values = new Float64Array();
      this.vectors = symmetric;
      return;
    }
    const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(symmetric, {
      assumeSymmetric: true,
    });
    const order = realEigenvalues
      .map((_, index) => index)
      .sort((a, b) => (realEigenvalues[b] ?? 0) - (realEigenvalues[a] ?? 0));
    this.values = Float64Array.from(order, (index) => Math.max(0, realEigenvalues[index] ?? 0));
    this.vectors = eigenvectorMatrix.subMatrixColumn(order);
  }

  /** How many have a variance at all: a duplicate adds none, nor do features beyond the number of rows. */
  get rank(): number {
    return this.values.filter((value) => value > LEAST_VARIANCE * this.values.length).length;
  }

  /** How many of the largest explain more than 65 % of the variance. */
  get explaining(): number {
    const total = this.values.reduce((sum, value) => sum + value, 0);
    let sum = 0;
    const last = this.values.findIndex((value) => (sum += value) > EXPLAINED * total);
    return last === -1 ? this.values.length : last + 1;
  }
}

const frames = new WeakMap<SecondMoments, ReferenceFrame>();

/** The frame of a reference, made once. */
export function frameOf(reference: SecondMoments): ReferenceFrame {
  const known = frames.get(reference);
  if (known !== undefined) return known;
  const made = new ReferenceFrame(reference);
  frames.set(reference, made);
  return made;
}

/** The frame of a comparison; undefined where a side has no rows, or nothing varies in the reference. */
export function comparedFrame(reference: SecondMoments, current: SecondMoments): ReferenceFrame | undefined {
  if (reference.rows < 2 || current.rows < 1) return undefined;
  const frame = frameOf(reference);
  return frame.kept.length === 0 ? undefined : frame;
}
