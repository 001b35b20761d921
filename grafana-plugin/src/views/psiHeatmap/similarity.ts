import type { Cells, HeatmapRow } from './heatmap';
import { leafOrder } from './leafOrder';
import type { Ordered } from './order';
import { principalOrder } from './principalOrder';
import { sampled } from './sampled';

/** Up to so many rows are clustered: the work grows with their square. */
const CLUSTERED = 1000;

/** Rows with like courses beside each other. */
export function bySimilarity(rows: readonly HeatmapRow[], cells: Cells): Ordered {
  const courses = sampled(rows, cells);
  const clustered = rows.length <= CLUSTERED;
  const order = clustered ? leafOrder(courses) : principalOrder(courses);
  const sorted = order.flatMap((place) => rows[place] ?? []);
  return clustered
    ? { rows: sorted }
    : { rows: sorted, note: `Over ${CLUSTERED} rows are ordered by their main direction, not clustered.` };
}
