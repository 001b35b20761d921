import { standardisation } from '../../exporter/src/profile/grid.js';
import { presentRows, type Profile } from '../../exporter/src/profile/profile.js';
import type { BucketProfile } from '../../exporter/src/store/records.js';
import type { KeptScore } from '../../exporter/src/store/store.js';
import { MINUTE, type MonitorTable } from './monitorTable.js';
import type { StoredModel } from './storedModel.js';

interface Counted {
  readonly bucket: number;
  readonly rows: number;
  readonly incomes: number;
  readonly total: number;
  readonly grades: Readonly<Record<string, number>>;
}

/** Counts the rows of a table by SQL, in buckets of a minute. */
async function recount(table: MonitorTable): Promise<Counted[]> {
  return table.run<Counted>(
    `SELECT bucket, sum(rows)::float8 AS rows, sum(incomes)::float8 AS incomes, sum(total)::float8 AS total,
       jsonb_object_agg(grade, rows) AS grades
     FROM (
       SELECT floor(extract(epoch FROM at) / 60)::float8 * 60000 AS bucket, grade, count(*)::float8 AS rows,
         count(income)::float8 AS incomes, coalesce(sum(income), 0)::float8 AS total
       FROM ${table.name} GROUP BY 1, 2
     ) AS counted GROUP BY bucket ORDER BY bucket`,
  );
}

const BOTH = ['income', 'grade'] as const;

/**
 * Compares what a store holds of a table's model with a count of the raw rows by SQL: every bucket, every counter, and
 * the rows and the PSI of every score, none of them missing and none twice.
 */
export async function expectCounted(stored: StoredModel, table: MonitorTable): Promise<void> {
  await expectBuckets(stored, table);
  await expectCounters(stored, table);
  await expectScores(stored, table);
}

export async function expectBuckets(
  { buckets }: StoredModel,
  table: MonitorTable,
  features: readonly string[] = BOTH,
): Promise<void> {
  const rows = await recount(table);
  if (features.includes('income')) {
    expect(buckets.filter(({ feature }) => feature === 'income').map(numbersOf)).toEqual(
      rows.map(({ bucket, rows, incomes, total }) => ({
        ...{ bucket, rows, incomes },
        total: expect.closeTo(total, 1),
      })),
    );
  }
  expect(buckets.filter(({ feature }) => feature === 'grade').map(gradesOf)).toEqual(
    rows.map(({ bucket, grades }) => ({ bucket, grades: sorted(grades) })),
  );
}

export async function expectCounters(stored: StoredModel, table: MonitorTable): Promise<void> {
  const rows = await recount(table);
  const { closedUntil, countedFrom } = stored.position;
  expect(rows[0]?.bucket).toBe(countedFrom);
  const closed = rows.filter(({ bucket }) => bucket < closedUntil);
  const grades = sumOf(closed.map(({ grades }) => grades));
  const counters = new Map(stored.counters.map((counter) => [counter.feature, counter]));
  const sum = (counts: Iterable<number> = []): number => [...counts].reduce((a, b) => a + b, 0);
  expect(sum(counters.get('income')?.counts)).toBe(sum(closed.map(({ incomes }) => incomes)));
  const total = sum(closed.map(({ total }) => total));
  expect((counters.get('income')?.sum ?? 0) / total).toBeCloseTo(1, 6);
  expect([...(counters.get('grade')?.counts ?? [])].filter(Boolean).sort()).toEqual(
    Object.values(grades).sort(),
  );
}

export async function expectScores(
  { scores, position }: StoredModel,
  table: MonitorTable,
  features: readonly string[] = BOTH,
): Promise<void> {
  const rows = await recount(table);
  const [first, last] = [position.countedFrom, position.closedUntil];
  const reference = await table.run<{ grade: string; rows: number }>(
    `SELECT grade, count(*)::float8 AS rows FROM ${table.name}_reference GROUP BY 1`,
  );
  const expected = Object.fromEntries(reference.map(({ grade, rows }) => [grade, rows]));
  for (const feature of features) {
    for (const [window, length, step] of [
      ['10m', 10 * MINUTE, 2 * MINUTE],
      ['1h', 60 * MINUTE, 15 * MINUTE],
    ] as const) {
      const own = scores.filter(
        ({ windowName, result }) => windowName === window && result.feature === feature,
      );
      const ends: number[] = [];
      for (let to = Math.floor(first / step + 1) * step; to <= last; to += step) ends.push(to);
      expect({ feature, window, ends: own.map(({ to }) => to) }).toEqual({ feature, window, ends });
      const found = own.map(({ to, result }) => [to, result.rows.current, psiIn(feature, result)]);
      expect(found).toEqual(
        ends.map((to) => {
          const inside = rows.filter(({ bucket }) => bucket >= to - length && bucket < to);
          const current = sumOf(inside.map(({ grades }) => grades));
          const count = Object.values(current).reduce((a, b) => a + b, 0);
          const score = count === 0 ? NaN : psi(expected, current);
          return [to, count, feature === 'grade' ? score.toPrecision(9) : undefined];
        }),
      );
    }
  }
}

function psiIn(feature: string, { statistics }: KeptScore['result']): string | undefined {
  return feature === 'grade' ? Number(statistics.psi?.value).toPrecision(9) : undefined;
}

/** The population stability index; a cell that is empty on one side counts there as half an observation. */
function psi(reference: Readonly<Record<string, number>>, current: Readonly<Record<string, number>>): number {
  const total = (counts: Readonly<Record<string, number>>) =>
    Object.values(counts).reduce((sum, count) => sum + count, 0);
  const [m, n] = [total(reference), total(current)];
  return [...new Set([...Object.keys(reference), ...Object.keys(current)])].reduce((sum, cell) => {
    const p = (reference[cell] || 0.5) / m;
    const q = (current[cell] || 0.5) / n;
    return sum + (q - p) * Math.log(q / p);
  }, 0);
}

function numbersOf({ start: bucket, profile }: BucketProfile) {
  return { bucket, rows: profile.rows, incomes: presentRows(profile), total: sumOfValues(profile) };
}

function gradesOf({ start: bucket, profile }: BucketProfile) {
  const { grid, counts } = profile;
  if (grid.kind !== 'categorical') throw new Error('grade is categorical');
  const named = Array.from(
    counts,
    (count, cell) => [grid.categories[cell] ?? `cell ${cell}`, count] as const,
  );
  return { bucket, grades: sorted(Object.fromEntries(named.filter(([, count]) => count > 0))) };
}

function sumOfValues(profile: Profile): number {
  if (profile.grid.kind !== 'numeric') throw new Error('income is numeric');
  const { center, scale } = standardisation(profile.grid);
  return center * presentRows(profile) + scale * profile.sums.reduce((sum, z) => sum + z, 0);
}

function sumOf(parts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const part of parts)
    for (const [key, count] of Object.entries(part)) sum[key] = (sum[key] ?? 0) + count;
  return sum;
}

function sorted(counts: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1));
}
