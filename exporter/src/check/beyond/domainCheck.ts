import { judgeDomains, type ClassifierVerdict } from '../../detection/classifier/judgeDomains.js';
import { tellApart } from '../../detection/classifier/tellApart.js';
import type { DetectionSettings } from '../../detection/settings.js';
import type { RowSample } from '../../sources/rowSample.js';
import type { Feature, Selection, Source } from '../../sources/source.js';
import { stretchOf } from './referenceStretch.js';

/** Rows of each side: what is sent over the wire, and enough to find an area of .54 at a p-value of .001. */
const MOST_ROWS = 2_000;
/** So many stretches of the reference are told from its rest. */
const STRETCHES = 4;
/** Rows that are the same on both sides must not be drawn together. */
const SEEDS = { reference: 1, current: 2 };

/** Whether a classifier can tell rows of a window from a reference's, and how well it tells stretches of the reference apart. */
export class DomainCheck {
  private constructor(
    readonly source: Source,
    readonly features: readonly Feature[],
    readonly reference: RowSample,
    readonly usual: readonly number[],
    readonly settings: DetectionSettings,
  ) {}

  /** @returns undefined where the source gives no rows, or there is no feature */
  static async open(
    source: Source,
    reference: Selection,
    features: readonly Feature[],
    windows: readonly Selection[],
    settings: DetectionSettings,
  ): Promise<DomainCheck | undefined> {
    if (source.sample === undefined || features.length === 0) return undefined;
    const rows = await source.sample({
      selection: reference,
      features,
      most: MOST_ROWS,
      seed: SEEDS.reference,
    });
    const stretch = await stretchOf(source, reference, windows);
    const usual: number[] = [];
    for (let index = 0; stretch !== undefined && index < STRETCHES; index++) {
      const { oldest, newest, length } = stretch;
      const from = oldest + Math.floor((index * (newest - oldest - length)) / (STRETCHES - 1));
      const own = await source.sample({
        selection: { ...reference, from: new Date(from), to: new Date(from + length) },
        features,
        most: MOST_ROWS,
        seed: SEEDS.current,
      });
      const rest = rowsWhere(rows, (time) => time < from || time >= from + length);
      if (Math.min(own.rows, rest.rows) < settings.minRows) continue;
      const found = await tellApart({ reference: rest, current: own, permutations: 0 });
      if (found !== undefined) usual.push(found.auc);
    }
    return new DomainCheck(source, features, rows, usual, settings);
  }

  async judge(window: Selection): Promise<ClassifierVerdict | undefined> {
    const { source, features, reference, usual, settings } = this;
    const current = await source.sample?.({
      selection: window,
      features,
      most: MOST_ROWS,
      seed: SEEDS.current,
    });
    if (current === undefined) return undefined;
    const rows = { reference: reference.rows, current: current.rows };
    const isEnough = Math.min(rows.reference, rows.current) >= settings.minRows;
    const found = isEnough
      ? await tellApart({ reference, current, permutations: permutationsFor(settings.falseDiscoveryRate) })
      : undefined;
    const names = features.map(({ name }) => name);
    return judgeDomains(found, rows, names, usual, {
      level: settings.falseDiscoveryRate,
      minRows: settings.minRows,
    });
  }
}

/** Enough for a p-value of half the level. */
function permutationsFor(level: number): number {
  return Math.min(99_999, Math.max(999, Math.ceil(2 / level) - 1));
}

function rowsWhere({ rows, times, values }: RowSample, isKept: (time: number) => boolean): RowSample {
  const kept = Array.from({ length: rows }, (_, row) => row).filter((row) =>
    isKept(times?.[row] ?? Number.NaN),
  );
  return {
    rows: kept.length,
    values: values.map((column) =>
      column instanceof Float64Array
        ? Float64Array.from(kept, (row) => column[row] ?? Number.NaN)
        : kept.map((row) => column[row] ?? null),
    ),
  };
}
