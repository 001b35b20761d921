import { option } from '../../measureProcess.js';
import { bestPossible } from './oracle.js';
import { percent, table } from './tables.js';
import { mean } from './tally.js';

/**
 * What no rule can exceed that judges one column by itself:
 *
 *     node build/test/performance/detection/batches/bestPossible.js --seed 1
 */
const sizes = [100, 1_000, 10_000];
const seed = option('seed', 1);
const powers = await Promise.all(sizes.map((rows) => bestPossible(rows, seed)));
const kinds = [...(powers[0]?.keys() ?? [])];
console.log(
  table(
    ['change', ...sizes.map((rows) => rows.toLocaleString('en'))],
    [
      ...kinds.map((kind) => [kind, ...powers.map((own) => percent(own.get(kind) ?? NaN))]),
      ['all kinds', ...powers.map((own) => percent(mean([...own.values()])))],
    ],
  ),
);
