import type { Draws } from './draws.js';
import type { Effect } from './distribution.js';

/** What happens to a feed in each hour while nothing is wrong with what it tells. */
export interface Pace {
  readonly rows: number;
  readonly missing: number;
  readonly effect: Effect;
  /** The share of rows that an outlier burst sends to the outermost cell. */
  readonly burst: number;
}

export interface FeedWishes {
  /** Rows an hour on average; drawn where absent. */
  readonly volume?: number | undefined;
  /** Whether rows come independently of each other, without outages and bursts; drawn where absent. */
  readonly isIndependent?: boolean | undefined;
}

/** The traits of one feed, drawn once, and its hours, one after the other. */
export class Feed {
  readonly #volume: number;
  readonly #cycle: {
    readonly depth: number;
    readonly peak: number;
    readonly sharpness: number;
    readonly weekend: number;
  };
  readonly #season: { readonly daily: number; readonly peak: number; readonly weekly: number };
  readonly #day: { readonly size: number; readonly memory: number; readonly isHeavy: boolean };
  readonly #hour: { readonly size: number; readonly memory: number };
  readonly #missing: { readonly share: number; readonly size: number };
  readonly #outages: {
    readonly rate: number;
    readonly length: number;
    readonly share: number;
    readonly silent: number;
  };
  readonly #bursts: { readonly rate: number; readonly share: number };
  #dayEffect = 0;
  #hourEffect = 0;
  #stretchEffect = 0;
  #missingEffect = 0;
  #factor = 1;
  #outage = 0;
  #silence = 0;
  #burst = 0;
  #time = 0;

  constructor(
    readonly draws: Draws,
    { volume = draws.logBetween(10, 5_000), isIndependent }: FeedWishes = {},
  ) {
    this.#volume = volume;
    // two in five feeds are as textbooks have them
    const isSteady = isIndependent ?? draws.chance(0.4);
    const isEven = draws.chance(0.4);
    this.#cycle = {
      depth: isEven ? 0 : draws.between(0.2, 0.98),
      peak: draws.between(0, 24),
      sharpness: draws.between(0.5, 3),
      weekend: draws.chance(0.6) ? 1 : draws.between(0.2, 1.2),
    };
    this.#season = {
      daily: draws.chance(0.5) ? 0 : draws.logBetween(0.05, 1.5),
      peak: draws.between(0, 24),
      weekly: isSteady || draws.chance(0.75) ? 0 : draws.logBetween(0.02, 0.6),
    };
    const [byDay, byHour] = isSteady ? [false, false] : [draws.chance(0.7), draws.chance(0.4)];
    this.#day = {
      size: byDay ? draws.logBetween(0.02, 1.2) : 0,
      memory: draws.chance(0.4) ? 0 : draws.between(0.2, 0.9),
      isHeavy: draws.chance(0.25),
    };
    this.#hour = { size: byHour ? draws.logBetween(0.02, 0.6) : 0, memory: draws.between(0.3, 0.98) };
    this.#missing = {
      share: draws.chance(0.4) ? 0 : draws.logBetween(0.0005, 0.3),
      size: byDay ? draws.logBetween(0.05, 0.8) : 0,
    };
    this.#outages = {
      rate: isSteady || draws.chance(0.75) ? 0 : draws.logBetween(0.03, 0.4),
      length: draws.between(1, 6),
      share: draws.chance(0.5) ? 1 : draws.between(0.1, 1),
      silent: isSteady || draws.chance(0.8) ? 0 : draws.logBetween(0.02, 0.2),
    };
    this.#bursts = {
      rate: isSteady || draws.chance(0.8) ? 0 : draws.logBetween(0.05, 0.5),
      share: draws.logBetween(0.03, 0.8),
    };
    this.#dayEffect = this.#day.size * draws.normal();
  }

  /** Effects that occur without drift, for laying cells. */
  effects(count: number): Effect[] {
    const { draws } = this;
    return Array.from({ length: count }, (_, index) => ({
      move:
        this.#seasonal(index % 24, index % 7) +
        Math.hypot(this.#day.size, this.#hour.size) * (index % 2 === 0 ? 1 : -1) * Math.abs(draws.normal()),
      stretch: 0,
    }));
  }

  /** Volume is another from now on, and its traits stay. */
  changeVolume(factor: number): void {
    this.#factor = factor;
  }

  next(): Pace {
    const { draws } = this;
    const hour = this.#time % 24;
    const weekday = Math.floor(this.#time / 24) % 7;
    if (hour === 0) this.#nextDay();
    this.#time++;
    const { size, memory } = this.#hour;
    this.#hourEffect = memory * this.#hourEffect + size * Math.sqrt(1 - memory ** 2) * draws.normal();
    this.#outage = this.#lasting(this.#outage, this.#outages.rate);
    this.#silence = this.#lasting(this.#silence, this.#outages.silent);
    this.#burst =
      this.#burst > 0 ? this.#burst - 1 : draws.chance(this.#bursts.rate / 24) ? 1 + draws.below(3) : 0;
    const { depth, peak, sharpness, weekend } = this.#cycle;
    const cycle = 1 - depth * (1 - Math.cos((Math.PI * (hour - peak)) / 24) ** 2) ** (1 / sharpness);
    const mean = this.#volume * this.#factor * cycle * (weekday > 4 ? weekend : 1);
    const { share } = this.#missing;
    const odds = (share / (1 - share)) * Math.exp(this.#missingEffect);
    return {
      rows: this.#silence > 0 ? 0 : draws.poisson(mean),
      missing: Math.max(odds / (1 + odds), this.#outage > 0 ? this.#outages.share : 0),
      effect: {
        move: this.#seasonal(hour, weekday) + this.#dayEffect + this.#hourEffect,
        stretch: this.#stretchEffect,
      },
      burst: this.#burst > 0 ? this.#bursts.share : 0,
    };
  }

  #seasonal(hour: number, weekday: number): number {
    const { daily, peak, weekly } = this.#season;
    return daily * Math.cos((2 * Math.PI * (hour - peak)) / 24) + (weekday > 4 ? weekly : 0);
  }

  #nextDay(): void {
    const { draws } = this;
    const { size, memory, isHeavy } = this.#day;
    const shock = isHeavy && draws.chance(0.1) ? 3 * draws.normal() : draws.normal();
    this.#dayEffect = memory * this.#dayEffect + size * Math.sqrt(1 - memory ** 2) * shock;
    this.#stretchEffect = 0.3 * size * draws.normal();
    this.#missingEffect = this.#missing.size * draws.normal();
  }

  #lasting(left: number, rate: number): number {
    if (left > 0) return left - 1;
    if (rate === 0 || !this.draws.chance(rate / 24)) return 0;
    return 1 + this.draws.below(Math.ceil(2 * this.#outages.length - 1));
  }
}
