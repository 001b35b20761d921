import type { Field } from '@grafana/data';
import type { Finding } from '../../frames/distribution';
import type { Subject } from '../../frames/subject';
import type { Contribution } from './contribution';

/** A number of either side; undefined where the data has no such side. */
export interface Sides {
  readonly reference: number | undefined;
  readonly current: number | undefined;
}

/** Values above `lower`, up to and including `upper`; either may be infinite. Shares are of the values that are there. */
export interface Bin extends Sides {
  readonly lower: number;
  readonly upper: number;
  readonly contribution: Contribution;
}

/** A category, or what stands for several; `cell` is a range of a numeric feature whose cells are all unbounded. */
export interface Bar extends Sides {
  readonly name: string;
  readonly role: 'category' | 'rest' | 'other' | 'unseen' | 'cell' | 'missing';
  readonly contribution: Contribution;
  /** How many categories a bar of role `rest` stands for. */
  readonly count?: number;
}

interface Common {
  readonly subject: Subject;
  /** By which it is told apart from the others on the page. */
  readonly name: string;
  readonly finding: Finding;
  /** Values that are there. */
  readonly rows: Sides;
  /** Shares of all rows without a value. */
  readonly missing: Sides;
  /** What the drawn cells add up to, as far as it can be told; undefined where a side is not there. */
  readonly drawnScore: number | undefined;
  readonly source: { readonly field: Field; readonly row: number };
}

export interface BinsPicture extends Common {
  readonly kind: 'bins';
  /** At least one; ascending, without gap, none unbounded. */
  readonly bins: readonly Bin[];
  /** What lies outside of the bins; undefined where that is nothing. */
  readonly below: Bin | undefined;
  readonly above: Bin | undefined;
}

export interface BarsPicture extends Common {
  readonly kind: 'bars';
  /** Categories by their change, the largest first; then what stands for several. */
  readonly bars: readonly Bar[];
}

/** A feature's distribution, ready to be drawn at any size. */
export type Picture = BinsPicture | BarsPicture;

/** All that the view draws, the most drifted feature first. */
export interface OverlayData {
  readonly pictures: readonly Picture[];
}
