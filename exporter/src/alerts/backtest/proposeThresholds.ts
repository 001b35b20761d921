import type { SeverityThresholds } from '../../detection/settings.js';
import type { AlertRules } from './alertRanks.js';
import type { Replay, ReplayedFeature, Run } from './replay.js';
import { toldEpisodes, type ToldEpisode } from './toldEpisodes.js';

/** A feature's thresholds in place of those that it has. */
export interface ProposedThreshold {
  readonly feature: string;
  readonly warning: number;
  /** Absent where the feature never becomes critical. */
  readonly critical?: number;
}

export interface Proposal {
  /** By feature, in the order of the replay; empty where the alerts keep to the budget as they are. */
  readonly thresholds: readonly ProposedThreshold[];
  /** How many alerts would have been told with them. */
  readonly told: number;
}

type Thresholds = ReadonlyMap<string, SeverityThresholds>;

/** One way to have fewer alerts. */
interface Move {
  readonly raised: readonly { readonly feature: ReplayedFeature; readonly to: number }[];
  /** How many alerts it takes away, as far as it looks from here. */
  readonly removed: number;
  /** By how much thresholds grow, as a logarithm, for each alert that there must be less. */
  readonly cost: number;
}

/**
 * Thresholds with which at most `allowed` alerts would have been told in the replay, all features taken together: never
 * lower than those that are configured, and raised where a little takes away most alerts. Each is just above an effect
 * that the replay has shown; critical thresholds stay as far above their warnings as they were.
 */
export function proposeThresholds(replay: Replay, datasetShare: number, allowed: number): Proposal {
  let thresholds: Thresholds = new Map(
    replay.features.map((feature) => [feature.feature, feature.thresholds]),
  );
  const rules: AlertRules = {
    datasetShare,
    thresholdsOf: ({ feature, thresholds: configured }) => thresholds.get(feature) ?? configured,
  };
  for (;;) {
    const told = toldEpisodes(replay, rules);
    const needed = told.length - allowed;
    const moves = needed > 0 ? cheapest(movesOf(replay, told, thresholds, needed)) : [];
    // each raises a threshold above an effect of the replay, which come to an end
    if (moves.length === 0) return { thresholds: changed(replay, thresholds), told: told.length };
    // by halves, and seen anew each time: one way to have fewer alerts changes what the others are worth
    let left = Math.ceil(needed / 2);
    for (const move of moves) {
      thresholds = new Map([
        ...thresholds,
        ...move.raised.map(({ feature, to }) => [feature.feature, raised(feature, to)] as const),
      ]);
      left -= move.removed;
      if (left <= 0) break;
    }
  }
}

/** Cheapest first, and of those that raise the same feature only one. */
function cheapest(moves: readonly Move[]): Move[] {
  const seen = new Set<ReplayedFeature>();
  return [...moves]
    .sort((a, b) => a.cost - b.cost)
    .filter(({ raised: some }) => {
      if (some.some(({ feature }) => seen.has(feature))) return false;
      for (const { feature } of some) seen.add(feature);
      return true;
    });
}

/**
 * For each feature, to just above each of its alerts; for the data as a whole, all features of an alert at once. Each
 * raises something.
 */
function movesOf(
  { features }: Replay,
  told: readonly ToldEpisode[],
  thresholds: Thresholds,
  needed: number,
): Move[] {
  const growth = ({ feature, thresholds: configured }: ReplayedFeature, to: number): number =>
    Math.log(to / lowest(thresholds.get(feature) ?? configured));
  return [
    ...features.flatMap((feature) => {
      const own = told.filter((episode) => episode.feature === feature.feature);
      const peaks = own.map((run) => peakOf(feature, run)).sort((a, b) => a - b);
      return peaks.map((peak, index): Move => {
        const to = justAbove(peak);
        const removed = index + 1;
        return { raised: [{ feature, to }], removed, cost: growth(feature, to) / Math.min(removed, needed) };
      });
    }),
    ...told
      .filter(({ feature }) => feature === undefined)
      .map((run): Move => {
        const raised = features
          .map((feature) => ({ feature, to: justAbove(peakOf(feature, run)) }))
          .filter(({ feature, to }) => growth(feature, to) > 0);
        return {
          raised,
          removed: 1,
          cost: raised.reduce((sum, { feature, to }) => sum + growth(feature, to), 0),
        };
      }),
  ].filter(({ cost }) => cost > 0);
}

/** The largest effect that counts in a stretch of time; 0 where there is none. */
function peakOf({ effects }: ReplayedFeature, { start, end }: Run): number {
  return effects.subarray(start, end).reduce((most, effect) => Math.max(most, effect), 0);
}

/** From where on there is an alert: a feature's own threshold for critical may lie below that of its warning. */
function lowest({ significant, critical }: SeverityThresholds): number {
  return Math.min(significant, critical);
}

function raised({ thresholds }: ReplayedFeature, to: number): SeverityThresholds {
  const { small, significant, critical } = thresholds;
  const wished = to * Math.max(1, critical / significant);
  return {
    small,
    significant: Math.max(significant, to),
    critical: wished > critical ? justAbove(wished) : critical,
  };
}

function changed({ features }: Replay, thresholds: Thresholds): ProposedThreshold[] {
  return features.flatMap(({ feature, thresholds: configured }) => {
    const proposed = thresholds.get(feature) ?? configured;
    if (lowest(proposed) === lowest(configured)) return [];
    const { significant: warning, critical } = proposed;
    return [{ feature, warning, ...(Number.isFinite(critical) ? { critical } : {}) }];
  });
}

/** The next number of three digits above a number; 0 above 0. */
export function justAbove(value: number): number {
  if (!(value > 0)) return 0;
  const step = 10 ** (Math.floor(Math.log10(value)) - 2);
  const next = Number((Math.floor(value / step) * step + step).toPrecision(3));
  return next > value ? next : Number((next + step).toPrecision(3));
}
