import type { Field } from '@grafana/data';
import type { Subject } from '../../frames/subject';
import type { ThresholdLevels } from './thresholds';

/** A cell's severity is one of `SEVERITIES` by its place there, or this: too few rows to tell. */
export const INCONCLUSIVE = 4;

/**
 * Every cell of every row, row after row, ascending in time: a number each, no object. A cell is what the data says at one time
 * of one subject; where it says nothing there is no cell, which is the gap.
 */
export interface Cells {
  /** Milliseconds since the epoch. The cell spans from the time before, or from one step before where that is longer ago. */
  readonly start: Float64Array;
  /** The data's own time. */
  readonly end: Float64Array;
  /** NaN where there is none: the cell is inconclusive, or the data holds verdicts alone. */
  readonly score: Float64Array;
  /** Place in `SEVERITIES`, or `INCONCLUSIVE`. */
  readonly severity: Uint8Array;
  /** Place in `SEVERITIES` of what the score would be by its thresholds, were it evidence. */
  readonly apparent: Uint8Array;
  /** 1 where the score would be of a severity, but chance explains it. */
  readonly unproven: Uint8Array;
  /** NaN where the data does not say; so too the next two. */
  readonly noiseFloor: Float64Array;
  readonly referenceVariation: Float64Array;
  /** Current rows that the score is of. */
  readonly rows: Float64Array;
  /** The frame's row of the score, as data links ask for it; -1 where there is none. */
  readonly frameRow: Int32Array;
}

/** One line of the heatmap. Its cells are those from `first` to before `end`. */
export interface HeatmapRow {
  readonly subject: Subject;
  /** Tells it apart from all other rows. */
  readonly name: string;
  /** Where the scores come from: unit, decimals, mappings, thresholds, links. */
  readonly field: Field;
  readonly thresholds: ThresholdLevels;
  readonly first: number;
  readonly end: number;
}

export interface Heatmap {
  /** From top to bottom. */
  readonly rows: readonly HeatmapRow[];
  readonly cells: Cells;
  /** Earliest start and latest time of all cells; a millisecond apart where the data holds one time only. */
  readonly from: number;
  readonly to: number;
  /** Whether some row lacks a time between two others. */
  readonly gaps: boolean;
  /** What a row is: where each is another feature, a feature. */
  readonly noun: 'feature' | 'row';
}

export function newCells(length: number): Cells {
  return {
    start: new Float64Array(length),
    end: new Float64Array(length),
    score: new Float64Array(length),
    severity: new Uint8Array(length),
    apparent: new Uint8Array(length),
    unproven: new Uint8Array(length),
    noiseFloor: new Float64Array(length),
    referenceVariation: new Float64Array(length),
    rows: new Float64Array(length),
    frameRow: new Int32Array(length),
  };
}
