import { addSparse, sparseOf, type CellSums, type SparseProfile } from '../profile/sparseProfile.js';
import { emptyJoint, type JointSums } from '../sources/source.js';

/** What some rows add to one feature of a stream. */
export interface StreamPart extends SparseProfile {
  /** By the order of the layout's names, in the cells of the part; absent where nothing is summed. */
  readonly joint?: readonly JointSums[];
}

type MutableJoint = { -readonly [Key in keyof JointSums]: JointSums[Key] };

/** Counts of one feature of a stream that grow in place, with sums by the order of its layout's names. */
export interface StreamSums {
  readonly cells: CellSums;
  readonly joint: readonly MutableJoint[];
}

export function emptyJoints(cells: number, names: readonly string[] = []): MutableJoint[] {
  return names.map(() => ({ ...emptyJoint(cells) }));
}

/** The cells that rows are in, and what is summed there. */
export function partOf(counts: Readonly<CellSums>, joint: readonly JointSums[]): StreamPart {
  const sparse = sparseOf(counts);
  if (joint.length === 0) return sparse;
  const pick = (values: Float64Array): Float64Array => {
    const picked = new Float64Array(sparse.cells.length);
    for (let index = 0; index < picked.length; index++) {
      picked[index] = values[sparse.cells[index] as number] as number;
    }
    return picked;
  };
  return {
    ...sparse,
    joint: joint.map((sums) => ({ ...sums, counts: pick(sums.counts), sums: pick(sums.sums) })),
  };
}

/** @param places of the part's sums among those that they are added to, −1 where there is none */
export function addPart({ cells, joint }: StreamSums, part: StreamPart, places: readonly number[]): void {
  addSparse(cells, part);
  for (const [index, added] of (part.joint ?? []).entries()) {
    const sum = joint[places[index] ?? -1];
    if (sum === undefined) continue;
    for (let at = 0; at < part.cells.length; at++) {
      const cell = part.cells[at] as number;
      sum.counts[cell] = (sum.counts[cell] as number) + (added.counts[at] as number);
      sum.sums[cell] = (sum.sums[cell] as number) + (added.sums[at] as number);
    }
    sum.missingCount += added.missingCount;
    sum.missingSum += added.missingSum;
  }
}
