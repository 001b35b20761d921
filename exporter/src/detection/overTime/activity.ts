import {
  bucketsOfLasting,
  bucketsOfMissing,
  bucketsOfValues,
  quietNeeded,
  type Persistence,
} from './persistence.js';

/** What one window says of values or of missing values: null where nothing can be said. */
export interface Saying {
  /** Whether it is beyond the alarm limit, with evidence. */
  readonly exceeded: boolean | null;
  /** Whether it is beyond the largest of the reference's own windows; taken as `exceeded` where absent. */
  readonly lasts?: boolean | null;
  /** Whether it is beyond what the reference's own windows seldom exceed; taken as `exceeded` where absent. */
  readonly holds?: boolean | null;
}

/** What one window of a feature says at the end of a bucket. */
export interface WindowStep extends Saying {
  /** Milliseconds. */
  readonly length: number;
  /** Of missing values; undefined where the reference tells no limit at this length. */
  readonly missing?: Saying | undefined;
  /** The larger PSI of values and missing values, of those that hold; 0 where neither does. */
  readonly effect: number;
}

/** The end of a bucket, milliseconds since the epoch, and what each window that ends there says. */
export interface ActivityStep {
  readonly at: number;
  readonly windows: readonly WindowStep[];
}

/** Buckets in a row in which one window has exceeded, and the end of the first. */
export interface Streak {
  readonly buckets: number;
  readonly first: number;
}

/** Whether a feature is in drift. As JSON it can be stored, and goes on from there. */
export interface Activity {
  readonly active: boolean;
  /** End of the bucket in which the change first showed, milliseconds since the epoch; while active. */
  readonly since?: number;
  /** By what has exceeded and length of window, such as `values 3600000`. */
  readonly streaks?: Readonly<Record<string, Streak>>;
  /** The shortest window that has exceeded in this episode, in milliseconds. */
  readonly shortest?: number;
  /** The largest PSI that has held in this episode. */
  readonly effect?: number;
  /** When the change last showed. */
  readonly last?: number;
  /** Time with a verdict, in milliseconds, in which the change has not shown. */
  readonly quiet?: number;
  /** When the change of the last episode last showed: windows that reach back before it raise no new one. */
  readonly ended?: number;
}

/**
 * The activity after one more closed bucket.
 *
 * An episode starts where a window exceeds its limit in so many buckets in a row; of missing values, which come in
 * outages, in more, and only while the next shorter window does not contradict. It also starts where a window stays
 * beyond all that the reference's own windows did for four times its length, three days at least: a season is not farther
 * from a winter than its warmest week, but it lasts.
 *
 * It ends when no window of a day or less, or of the length of the shortest that ever showed it, has held for a fifth of
 * the time that it has lasted, at least a day and at most a week. Longer windows have no say in that: a week's window
 * remembers a change for a week. For the same reason windows that reach back into an episode raise no new one.
 *
 * Buckets without a verdict neither confirm nor clear: an active drift whose data stop stays active, since
 * nothing says that it is over.
 */
export function nextActivity(
  previous: Activity | undefined,
  step: ActivityStep,
  rule: Persistence,
): Activity {
  const before = previous ?? { active: false };
  return before.active ? whileActive(before, step, rule) : whileQuiet(before, step, rule);
}

function whileQuiet(before: Activity, { at, windows }: ActivityStep, rule: Persistence): Activity {
  const { ended, streaks: old = {} } = before;
  const streaks: Record<string, Streak> = {};
  let since: number | undefined;
  let shortest = Infinity;
  for (const window of windows) {
    const { length } = window;
    if (ended !== undefined && at - length < ended) continue;
    const lasting = bucketsOfLasting(length, rule);
    const sayings = [
      { key: `values ${length}`, verdict: window.exceeded, needed: bucketsOfValues(rule) },
      { key: `missing ${length}`, ...missingVerdict(window, windows, rule) },
      { key: `lasting values ${length}`, verdict: lasts(window), needed: lasting },
      { key: `lasting missing ${length}`, verdict: lasts(window.missing), needed: lasting },
    ];
    for (const { key, verdict, needed } of sayings) {
      const streak = longer(old[key], verdict, at);
      if (streak === undefined) continue;
      streaks[key] = streak;
      if (streak.buckets < needed) continue;
      since = Math.min(since ?? Infinity, streak.first);
      shortest = Math.min(shortest, length);
    }
  }
  if (since !== undefined) {
    return { active: true, since, shortest, effect: largestEffect(windows), last: at, quiet: 0 };
  }
  return {
    active: false,
    ...(ended === undefined ? {} : { ended }),
    ...(Object.keys(streaks).length === 0 ? {} : { streaks }),
  };
}

/** An outage that is over, the longer window still remembers, and the shorter does not. */
function missingVerdict(
  { length, missing }: WindowStep,
  windows: readonly WindowStep[],
  rule: Persistence,
): { verdict: boolean | null; needed: number } {
  let shorter: WindowStep | undefined;
  for (const window of windows) {
    const isShorter = window.missing !== undefined && window.length < length;
    if (isShorter && window.length > (shorter?.length ?? 0)) shorter = window;
  }
  const needed = bucketsOfMissing(length, shorter?.length, rule);
  if (missing === undefined || missing.exceeded === null) return { verdict: null, needed };
  return { verdict: missing.exceeded && shorter?.missing?.holds !== false, needed };
}

function longer(streak: Streak | undefined, exceeded: boolean | null, at: number): Streak | undefined {
  if (exceeded === null) return streak;
  return exceeded ? { buckets: (streak?.buckets ?? 0) + 1, first: streak?.first ?? at } : undefined;
}

function whileActive(before: Activity, { at, windows }: ActivityStep, rule: Persistence): Activity {
  const { since = at, last = at } = before;
  const effect = Math.max(before.effect ?? 0, largestEffect(windows));
  const exceeded = windows.filter((window) => window.exceeded === true || window.missing?.exceeded === true);
  const shortest = Math.min(before.shortest ?? Infinity, ...exceeded.map(({ length }) => length));
  const horizon = Math.max(shortest, rule.clearAfter);
  const telling = windows.filter(({ length }) => length <= horizon);
  if (telling.some((window) => holds(window) === true))
    return { ...before, shortest, effect, last: at, quiet: 0 };
  const longest = telling.reduce<WindowStep | undefined>(
    (most, window) => (window.length > (most?.length ?? 0) ? window : most),
    undefined,
  );
  // it sees all that the others see
  if (longest === undefined || holds(longest) !== false) return { ...before, shortest, effect };
  const quiet = (before.quiet ?? 0) + rule.bucket;
  return quiet < quietNeeded(last - since, horizon, rule)
    ? { ...before, shortest, effect, quiet }
    : { active: false, ended: last };
}

function largestEffect(windows: readonly WindowStep[]): number {
  return windows.reduce((most, { effect }) => Math.max(most, effect), 0);
}

function holds(window: WindowStep): boolean | null {
  if (window.missing?.holds === true) return true;
  return window.holds === undefined ? window.exceeded : window.holds;
}

function lasts(saying: Saying | undefined): boolean | null {
  if (saying === undefined) return null;
  return saying.lasts === undefined ? saying.exceeded : saying.lasts;
}
