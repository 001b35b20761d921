import type { DataFrame, Field } from '@grafana/data';
import { type Dataset, DATASETS } from './distribution';
import type { Subject } from './subject';

/** Which values a number counts. */
export type Place =
  /** All up to and including `upper`. */
  | { readonly kind: 'upTo'; readonly upper: number }
  /** Those above `lower`, up to and including `upper`; NaN where the neighbour's edge has to tell. */
  | { readonly kind: 'between'; readonly lower: number; readonly upper: number }
  | { readonly kind: 'category'; readonly name: string };

/** One number of one side of one distribution, as a frame gives it. */
export interface CellReading {
  readonly subject: Subject;
  readonly dataset: Dataset;
  /** Cells of one reference belong together. Empty where the data does not say. */
  readonly version: string;
  /** Milliseconds since the epoch, NaN where the data has no time. */
  readonly time: number;
  readonly place: Place;
  /** A count or a share; null where the data has no number. */
  readonly amount: number | null;
  /** Whether the amounts are counts of rows for sure. */
  readonly counted: boolean;
  readonly field: Field;
  readonly row: number;
}

/** Something else that the data says of a feature. */
export interface Fact {
  readonly kind: 'score' | 'severity' | 'inconclusive' | 'missing' | 'rows' | 'small' | 'significant' | 'critical';
  readonly subject: Subject;
  /** For `missing` and `rows`. */
  readonly dataset?: Dataset;
  readonly value: number;
  readonly field: Field;
}

/** All that one query says. */
export interface Readings {
  readonly cells: readonly CellReading[];
  readonly facts: readonly Fact[];
  /** What could not be read, in sentences. */
  readonly problems: readonly string[];
}

/** The number that an edge's text means, whichever way it is written (`1`, `1.0`, `1e0`, `+Inf`); NaN where it means none. */
export function edgeOf(value: unknown): number {
  if (typeof value === 'number') {
    return value;
  }
  const text = typeof value === 'string' ? value.trim() : '';
  const infinite = /^([+-]?)inf(?:inity)?$/i.exec(text);
  if (infinite) {
    return infinite[1] === '-' ? -Infinity : Infinity;
  }
  return text === '' ? NaN : Number(text);
}

/** The dataset of that name; of the query's or the frame's where there is none, and else the current one. */
export function datasetOf(name: unknown, frame: Pick<DataFrame, 'refId' | 'name'>): Dataset | undefined {
  if (typeof name === 'string' && name.trim() !== '') {
    return named(name);
  }
  return named(frame.refId) ?? named(frame.name) ?? 'current';
}

function named(name: string | undefined): Dataset | undefined {
  const text = name?.trim().toLowerCase();
  return DATASETS.find((dataset) => dataset === text);
}

/** A number out of a column of numbers or of texts; null where there is none. */
export function finiteNumber(value: unknown): number | null {
  const number = typeof value === 'string' ? edgeOf(value) : typeof value === 'number' ? value : NaN;
  return Number.isFinite(number) ? number : null;
}
