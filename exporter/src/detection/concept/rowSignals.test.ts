import { Draws } from '../lstm/simulate/draws.js';
import { RowSignals } from './rowSignals.js';

const MINUTE = 60_000;
const start = Date.UTC(2026, 0, 1);

/** Errors of one in so many rows, one row a minute. */
function feed(signals: RowSignals, rates: readonly [rows: number, rate: number][], from = 0): number {
  const draws = new Draws(7);
  let minute = from;
  for (const [rows, rate] of rates) {
    const values = draws.many(rows, () => Number(draws.uniform() < rate));
    signals.add(
      values.map((_, index) => start + (minute + index) * MINUTE),
      values,
    );
    minute += rows;
  }
  return minute;
}

test('every detector sees an error rate that doubles, after it has, and what came before is told apart', () => {
  const reference = RowSignals.start('binary');
  const end = feed(reference, [[3_000, 0.2]]);
  const signals = reference.next();
  feed(
    signals,
    [
      [200, 0.2],
      [2_000, 0.6],
    ],
    end,
  );
  const results = signals.results();
  expect(results.map(({ method }) => method)).toEqual([
    'adwin',
    'ddm',
    'eddm',
    'hddm_a',
    'hddm_w',
    'page_hinkley',
    'cusum',
  ]);
  for (const { method, level, time = '', changes } of results) {
    expect([method, level]).toEqual([method, 'drift']);
    expect(changes).toBeGreaterThan(0);
    // the eager one may be early
    const after = (Date.parse(time) - start) / MINUTE - end;
    if (method !== 'eddm') expect([method, after > 200 && after < 1_000]).toEqual([method, true]);
  }
  const before = reference.results();
  expect(results.map(({ reference_changes }) => reference_changes)).toEqual(
    before.map(({ changes }) => changes),
  );
});

test('windows go on from the reference by themselves', () => {
  const reference = RowSignals.start('binary');
  const end = feed(reference, [[1_000, 0.1]]);
  const told = (): unknown => {
    const signals = reference.next();
    feed(signals, [[1_000, 0.7]], end);
    return signals.results();
  };
  const first = told();
  expect(told()).toEqual(first);
  expect(
    reference
      .next()
      .results()
      .map(({ changes }) => changes),
  ).toEqual(Array(7).fill(0));
});

test('rows of one moment are fed in no order of their values, and always alike', () => {
  const sorted = Array.from({ length: 2_000 }, (_, index) => Number(index >= 1_000));
  const told = (pieces: number): readonly unknown[] => {
    const signals = RowSignals.start('binary');
    for (let piece = 0; piece < pieces; piece++) {
      const some = sorted.slice((piece * 2_000) / pieces, ((piece + 1) * 2_000) / pieces);
      signals.add(Array<number>(some.length).fill(start), some);
    }
    return signals.results();
  };
  const results = told(1);
  expect(results).toMatchObject([{ method: 'adwin', level: 'none', changes: 0 }, {}, {}, {}, {}, {}, {}]);
  expect(told(8)).toEqual(results);
});

test('numbers of any size go to those that take them, and the rest of one row is nothing', () => {
  const signals = RowSignals.start('real');
  expect(signals.results().map(({ method }) => method)).toEqual(['adwin', 'page_hinkley', 'cusum']);
  signals.add([start, start + 1, start + 2], [NaN, Infinity, 1e308]);
  expect(signals.results().map(({ level, time }) => [level, time])).toEqual(
    Array(3).fill(['none', undefined]),
  );
  expect(signals.rows).toBe(3);
});
