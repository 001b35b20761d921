import { emptyProfile } from '../../profile/profile.js';
import type { Grid } from '../../profile/grid.js';
import type { Comparison } from '../../statistics/statistic.js';
import { overlayPicture, verdictSvg } from './overlayPicture.js';
import { pngOf } from './pngOf.js';

const grids: readonly Grid[] = [
  { kind: 'categorical', categories: ['a'], others: [], complete: true },
  {
    kind: 'numeric',
    edges: Float64Array.of(0, 1),
    psiEdges: Uint32Array.of(0),
    drawingEdges: Uint32Array.of(0, 1),
    minimum: 0,
    maximum: 1,
    mean: 0.5,
    deviation: 0.5,
  },
];

// kept, so that a second server does not draw them again
const comparisons = grids.map((grid): Comparison => {
  const empty = emptyProfile(grid);
  const profile = { ...empty, rows: 1, counts: empty.counts.map((_, cell) => Number(cell === 0)) };
  return { reference: profile, current: profile };
});

/** Draws a picture of each kind, so that the first one that somebody asks for does not take half a second. */
export async function warmUp(): Promise<void> {
  for (const comparison of comparisons) {
    for (const theme of ['page', 'light'] as const) await overlayPicture(comparison, theme, '');
  }
  const [comparison = {}] = comparisons;
  const nothing = { model: '', feature: '', severity: 'none', reason: '', facts: [] } as const;
  await pngOf(await verdictSvg(comparison, nothing, 'light'));
}
