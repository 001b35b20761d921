import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { anyColumn, anyRow, cellsArbitrary, orderedSample } from '../../../../test/support/samples.js';
import { countSample } from './countSample.js';
import { describeSample } from './describeSample.js';
import { withBlocks } from './orderedBlocks.js';
import { orderedDistances } from './orderedDistances.js';
import { writeRun, type Run, type SpilledSample } from './spilledSample.js';

const folder = mkdtempSync(join(tmpdir(), 'drift-spilled-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

interface Lengths {
  readonly run: number;
  readonly piece: number;
}

/** The rows as ordered runs in a file. */
function spilled(rows: readonly number[], { run: runLength, piece }: Lengths): SpilledSample {
  const path = join(folder, String(files++ % 8));
  writeFileSync(path, '');
  const runs: Run[] = [];
  for (let start = 0; start < rows.length; start += runLength) {
    const { values } = orderedSample(rows.slice(start, start + runLength));
    runs.push(writeRun(path, start * 8, values));
  }
  return { rows: rows.length, path, runs, pieceLength: piece };
}

const lengths = fc.record({ run: fc.integer({ min: 1, max: 9 }), piece: fc.integer({ min: 1, max: 9 }) });
const column = fc.array(anyRow, { maxLength: 60 });

test('blocks hold every value once, in order, and say what is infinite', () => {
  fc.assert(
    fc.property(anyColumn, lengths, (rows, length) => {
      const { values } = orderedSample(rows);
      const found = withBlocks(spilled(rows, length), (blocks) => {
        const all: number[] = [];
        for (let block = blocks.next(); block !== undefined; block = blocks.next()) all.push(...block);
        return { all, present: blocks.present, lowest: blocks.lowest, highest: blocks.highest };
      });
      expect(found).toEqual({
        all: [...values],
        present: values.length,
        lowest: values.filter((value) => value === -Infinity).length,
        highest: values.filter((value) => value === Infinity).length,
      });
    }),
  );
});

test('a spilled sample is described as one in memory', () => {
  fc.assert(
    fc.property(column, lengths, (rows, length) => {
      const { mean, deviation, ...expected } = describeSample(orderedSample(rows));
      const { mean: ownMean, deviation: ownDeviation, ...found } = describeSample(spilled(rows, length));
      expect(found).toEqual(expected);
      expectNear(ownMean, mean, deviation + Math.abs(mean));
      expectNear(ownDeviation, deviation, deviation + Math.abs(mean));
    }),
    {
      examples: [
        [[0, 2 ** -1021], { run: 2, piece: 1 }],
        [[-1e308, 7.98e307], { run: 2, piece: 1 }],
      ],
    },
  );
});

test('a spilled sample is counted as one in memory', () => {
  fc.assert(
    fc.property(column, cellsArbitrary, lengths, (rows, cells, length) => {
      const { sums, squares, ...expected } = countSample(orderedSample(rows), cells);
      const { sums: ownSums, squares: ownSquares, ...found } = countSample(spilled(rows, length), cells);
      expect(found).toEqual(expected);
      sums.forEach((sum, cell) =>
        expectNear(ownSums[cell] ?? NaN, sum, Math.sqrt((squares[cell] ?? NaN) * rows.length)),
      );
      squares.forEach((square, cell) => expectNear(ownSquares[cell] ?? NaN, square, square));
    }),
  );
});

test('distances are the same wherever values are', () => {
  fc.assert(
    fc.property(column, column, lengths, (reference, current, length) => {
      const held = [orderedSample(reference), orderedSample(current)] as const;
      const stored = [spilled(reference, length), spilled(current, { ...length, piece: 2 })] as const;
      const { wasserstein = NaN, ...expected } = orderedDistances(...held);
      for (const [before, after] of [stored, [held[0], stored[1]] as const, [stored[0], held[1]] as const]) {
        const { wasserstein: own = NaN, ...found } = orderedDistances(before, after);
        expect(found).toEqual(expected);
        expectNear(own, wasserstein, wasserstein);
      }
    }),
  );
});

/** Below it numbers lose their digits. */
const LEAST_NORMAL = 2 ** -1022;

/** Equal up to the order in which sums were taken. */
function expectNear(found: number, expected: number, size: number): void {
  if (!Number.isFinite(expected)) expect(found).toBe(expected);
  else expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-9 * size + LEAST_NORMAL);
}
