import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as statistics from '../../exporter/src/detection/covariate/index.js';
import { frameOf } from '../../exporter/src/detection/covariate/referenceFrame.js';
import { secondMoments, type SecondMoments } from '../../exporter/src/profile/secondMoments.js';
import { createDuckDBSource } from '../../exporter/src/sources/duckdb.js';
import type { PrincipalAxes } from '../../exporter/src/sources/moments.js';
import type { Source } from '../../exporter/src/sources/source.js';
import { fSurvival } from '../../exporter/src/statistics/numerics/fDistribution.js';
import { expectGolden, readGolden, relativeError } from './golden.js';

type Rows = readonly (readonly (number | null)[])[];

interface Expected {
  readonly rows: Rows;
  readonly mean_error: number;
  readonly root_mean_square_error: number;
  readonly hotelling?: { readonly distance: number; readonly t_squared: number; readonly p_value: number };
  readonly frechet?: number;
  readonly correlation?: {
    readonly largest: number;
    readonly pair: readonly string[];
    readonly frobenius: number;
    readonly p_value: number;
  };
}

interface Golden {
  readonly features: readonly string[];
  readonly reference: Rows;
  readonly components: number;
  readonly reference_error: number;
  readonly sets: Readonly<Record<string, Expected>>;
  readonly f_survival: readonly (readonly [number, number, number, number])[];
}

const golden = readGolden<Golden>('covariate.json');
const { features, sets } = golden;

describe('the joint distribution of flights, counted by DuckDB', () => {
  let folder = '';
  let source: Source;
  let reference: SecondMoments;
  const axes = (): PrincipalAxes => frameOf(reference).axes();
  /** Center and scale as a reference has them: of the values that are there. */
  let standardised: { readonly feature: { name: string; kind: 'numeric' }; center: number; scale: number }[] =
    [];

  async function moments(rows: Rows, projection?: PrincipalAxes): Promise<SecondMoments> {
    const file = join(folder, `${rows.length}.${Math.random()}.ndjson`);
    const lines = rows.map((row) =>
      JSON.stringify(Object.fromEntries(features.map((name, i) => [name, row[i]]))),
    );
    await writeFile(file, lines.join('\n'));
    const columnTypes = Object.fromEntries(features.map((name) => [name, 'DOUBLE']));
    const [sums] = await source.moments({
      selection: { relation: { files: [file], columnTypes } },
      features: standardised,
      ...(projection === undefined ? {} : { axes: projection }),
    });
    if (sums === undefined) throw new Error('no moments');
    return secondMoments(features, sums);
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drift-covariate-'));
    source = await createDuckDBSource({ name: 'files', threads: 2 });
    standardised = features.map((name, column) => {
      const values = golden.reference.flatMap((row) =>
        typeof row[column] === 'number' ? [row[column]] : [],
      );
      const center = values.reduce((sum, value) => sum + value, 0) / values.length;
      const scale = Math.sqrt(values.reduce((sum, value) => sum + (value - center) ** 2, 0) / values.length);
      return { feature: { name, kind: 'numeric' }, center, scale };
    });
    reference = await moments(golden.reference);
  });
  afterAll(async () => {
    await source.close();
    await rm(folder, { recursive: true });
  });

  test('the reference itself', async () => {
    const own = statistics.pcaReconstruction.compute(reference, await moments(golden.reference, axes()));
    expect(own?.components).toBe(golden.components);
    expect(own?.change).toBeLessThan(1e-9);
    expect(relativeError(own?.mean_error ?? NaN, golden.reference_error)).toBeLessThan(1e-9);
  });

  test.each(Object.entries(sets))('%s', async (name, expected) => {
    const current = await moments(expected.rows, axes());
    const pca = statistics.pcaReconstruction.compute(reference, current);
    expectGolden(pca?.mean_error, expected.mean_error, `${name}: NannyML's mean error`);
    expectGolden(pca?.score, expected.root_mean_square_error, `${name}: root mean square error`);
    const hotelling = statistics.hotelling.compute(reference, current);
    const frechet = statistics.frechet.compute(reference, current);
    const correlation = statistics.correlation.compute(reference, current);
    if (expected.hotelling === undefined) {
      expect(correlation).toBeUndefined();
      return;
    }
    expectGolden(hotelling?.score, expected.hotelling.distance, `${name}: Mahalanobis distance`);
    expectGolden(hotelling?.t_squared, expected.hotelling.t_squared, `${name}: T²`);
    expectGolden(hotelling?.p_value, expected.hotelling.p_value, `${name}: p-value of T²`);
    // where a covariance is singular, roots of its rounding errors are all that both sides differ by
    const tolerance = name === 'stuck' ? 1e-7 : 1e-9;
    expect(relativeError(frechet?.score ?? NaN, expected.frechet ?? NaN)).toBeLessThan(tolerance);
    expectGolden(correlation?.score, expected.correlation?.largest ?? NaN, `${name}: largest change`);
    expect([correlation?.pair.a, correlation?.pair.b]).toEqual(expected.correlation?.pair);
    expectGolden(correlation?.frobenius, expected.correlation?.frobenius ?? NaN, `${name}: Frobenius norm`);
    expectGolden(
      correlation?.p_value,
      expected.correlation?.p_value ?? NaN,
      `${name}: p-value of the change`,
    );
  });
});

test('the survival function of F', () => {
  for (const [x, a, b, expected] of golden.f_survival) {
    // SciPy's smallest are denormal
    if (expected < 1e-300) expect(fSurvival(x, a, b)).toBeLessThan(1e-299);
    else expectGolden(fSurvival(x, a, b), expected, `F ${x} with ${a} and ${b}`);
  }
});
