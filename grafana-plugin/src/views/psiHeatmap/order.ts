import { type Cells, type Heatmap, type HeatmapRow, INCONCLUSIVE } from './heatmap';
import type { PsiHeatmapOptions } from './options';
import { bySimilarity } from './similarity';

/** Rows in the order in which they are drawn, and what the reader must know of it. */
export interface Ordered {
  readonly rows: readonly HeatmapRow[];
  readonly note?: string;
}

/** What a row is sorted by, one after the other where the former are alike; the largest first. */
type Rank = (row: HeatmapRow, cells: Cells) => readonly number[];

const ranks: Readonly<Record<Exclude<PsiHeatmapOptions['order'], 'similarity'>, Rank>> = {
  severity: (row, cells) => [latestSeverity(row, cells), worstSeverity(row, cells), latestScore(row, cells)],
  name: () => [],
  latest: (row, cells) => [latestScore(row, cells)],
  maximum: (row, cells) => [maximum(row, cells)],
};

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

export function ordered({ rows, cells }: Heatmap, order: PsiHeatmapOptions['order']): Ordered {
  const rank = order === 'similarity' ? ranks.maximum : (ranks[order] ?? ranks.severity);
  const ranked = rows.map((row) => ({ row, rank: rank(row, cells) }));
  ranked.sort((a, b) => compare(a.rank, b.rank) || collator.compare(a.row.name, b.row.name));
  const sorted = ranked.map(({ row }) => row);
  return order === 'similarity' ? bySimilarity(sorted, cells) : { rows: sorted };
}

function compare(left: readonly number[], right: readonly number[]): number {
  const place = left.findIndex((value, index) => value !== right[index]);
  return place < 0 ? 0 : (right[place] ?? 0) - (left[place] ?? 0) || 0;
}

/** Place among the severities; inconclusive comes after none, and no cell at all last. */
function latestSeverity({ first, end }: HeatmapRow, { severity }: Cells): number {
  return end > first ? ordinal(severity[end - 1]) : -2;
}

function worstSeverity({ first, end }: HeatmapRow, { severity }: Cells): number {
  return severity.subarray(first, end).reduce((worst, each) => Math.max(worst, ordinal(each)), -2);
}

function ordinal(severity = INCONCLUSIVE): number {
  return severity === INCONCLUSIVE ? -1 : severity;
}

/** The score of the latest cell; below all numbers where it has none. */
function latestScore({ first, end }: HeatmapRow, { score }: Cells): number {
  const latest = end > first ? (score[end - 1] ?? NaN) : NaN;
  return Number.isNaN(latest) ? -Number.MAX_VALUE : latest;
}

function maximum({ first, end }: HeatmapRow, { score }: Cells): number {
  return score.subarray(first, end).reduce((most, each) => (each > most ? each : most), -Number.MAX_VALUE);
}
