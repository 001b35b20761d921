import type { Tick } from './ticks';

/** A rectangle in CSS pixels, from the picture's upper left corner. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where one cell reacts to the pointer: along x for bins, along y for bars. */
export interface Hit {
  readonly from: number;
  readonly to: number;
  /** Place among `cellsOf(picture)`. */
  readonly cell: number;
}

/** What a cell adds to PSI, drawn. */
export interface Part extends Box {
  /** Whether there is more now than in the reference: filled, else hollow. */
  readonly more: boolean;
}

/** Stands for a part of which only the direction is known. */
export interface Mark {
  readonly x: number;
  readonly y: number;
  readonly kind: 'new' | 'gone';
}

/** A cell without a place on the axis: its track is as high as all values. */
export interface Slot {
  readonly track: Box;
  readonly reference: Box | undefined;
  readonly current: Box | undefined;
  readonly label: string;
  /** `3 %`, written above the bars, at the height `valueTop`. */
  readonly value: string;
  readonly valueTop: number;
  readonly isMissing: boolean;
}

export interface BinsDrawing {
  readonly kind: 'bins';
  readonly plot: Box;
  /** What each bin adds to PSI, below the plot. */
  readonly parts:
    | { readonly box: Box; readonly top: Tick; readonly bars: readonly Part[]; readonly marks: readonly Mark[] }
    | undefined;
  readonly caption: string;
  /** SVG paths. */
  readonly reference: string | undefined;
  readonly current: string | undefined;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  readonly slots: readonly Slot[];
  /** Baseline of the labels of the horizontal axis. */
  readonly axisTop: number;
  readonly hits: readonly Hit[];
}

export interface BarRow {
  readonly top: number;
  readonly height: number;
  readonly label: string;
  readonly name: string;
  readonly reference: Box | undefined;
  readonly current: Box | undefined;
  readonly part: Part | undefined;
  readonly mark: Mark | undefined;
  /** `+3.1`: points of a percent. */
  readonly change: string;
  /** Stands for several categories, or for missing values. */
  readonly isSummed: boolean;
  /** Where a bar for many categories would squeeze those of single ones, their shares are written instead. */
  readonly text: string;
}

export interface BarsDrawing {
  readonly kind: 'bars';
  readonly labelWidth: number;
  readonly plot: Box;
  /** Where the parts of PSI begin; undefined where they are not drawn. */
  readonly parts: Box | undefined;
  /** How much the longest of them adds. */
  readonly partsPeak: string;
  readonly changeRight: number | undefined;
  readonly xTicks: readonly Tick[];
  readonly rows: readonly BarRow[];
  readonly hits: readonly Hit[];
}

export type Drawing = BinsDrawing | BarsDrawing;
