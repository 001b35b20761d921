import { groups, type Group } from './family.js';

/** Series of one feature that are published together or not at all. */
export interface SeriesUnit {
  readonly model: string;
  readonly feature: string;
  /** `column=value`; absent for all rows. */
  readonly segment?: string | undefined;
  readonly group: Group;
  /** Number of series. */
  readonly size: number;
  /** The larger, the more the feature has drifted. */
  readonly rank: number;
}

/** A unit that is published already stays unless another one ranks clearly higher. */
const STAYS = { factor: 1.25, offset: 0.05 };
/** Newcomers must leave this share of the limit free, so that a few series more or less push nobody out. */
const SLACK = 0.01;

/**
 * Keeps the number of series below a limit: of the groups the last one goes first, and within a group the features that
 * have drifted least. Remembers what it chose, so that series do not come and go from scrape to scrape.
 */
export class SeriesBudget {
  #published = new Set<string>();

  /** @param limit the most series in one scrape */
  constructor(readonly limit: number) {}

  /**
   * @param units at most one of each model, feature, segment and group
   * @param reserved series that are published whatever happens
   * @returns the units to publish
   */
  choose<Unit extends SeriesUnit>(units: readonly Unit[], reserved: number): Set<Unit> {
    const chosen = new Set<Unit>();
    let room = this.limit - reserved;
    for (const group of groups) {
      const ranked = this.#ranked(units.filter((unit) => unit.group === group));
      const fitting = ranked.filter(({ unit, stays }) => {
        const fits = unit.size + (stays ? 0 : this.limit * SLACK) <= room;
        if (fits) room -= unit.size;
        return fits;
      });
      for (const { unit } of fitting) chosen.add(unit);
      // what matters less must not take the place of what matters more
      if (fitting.length < ranked.length) break;
    }
    this.#published = new Set(Array.from(chosen, keyOf));
    return chosen;
  }

  #ranked<Unit extends SeriesUnit>(units: readonly Unit[]): { unit: Unit; stays: boolean }[] {
    return units
      .map((unit) => {
        const stays = this.#published.has(keyOf(unit));
        return { unit, stays, rank: stays ? unit.rank * STAYS.factor + STAYS.offset : unit.rank };
      })
      .sort((a, b) => b.rank - a.rank);
  }
}

function keyOf({ model, feature, segment, group }: SeriesUnit): string {
  return JSON.stringify([model, feature, group, segment]);
}
