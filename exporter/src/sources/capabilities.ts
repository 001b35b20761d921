import type { Capabilities } from './source.js';

/** What a source that can do everything says of itself; the others name what they cannot. */
export const everything = {
  exactPercentiles: true,
  exactDistances: true,
  moments: true,
  joint: true,
  jointMoments: true,
  segments: true,
  expressions: true,
  queries: true,
  nonFinite: true,
  untimed: true,
  zonelessTimes: true,
  mixedCase: true,
  emptyColumns: true,
} satisfies Capabilities;
