/** What one window of a feature says at the end of a bucket. */
export interface WindowStep {
  /** Milliseconds. */
  readonly length: number;
  /** Whether it is beyond its alarm limit, with evidence; null where that cannot be said. */
  readonly exceeded: boolean | null;
  /** Whether it is still beyond what the reference itself does; taken as `exceeded` where absent. */
  readonly holds?: boolean | null;
  readonly effect: number;
}

/** Whether a feature is in drift. As JSON it can be stored, and goes on from there. */
export interface Activity {
  readonly active: boolean;
  /** End of the bucket in which the change first showed, milliseconds since the epoch; while active. */
  readonly since?: number;
  /** Buckets in a row that have exceeded, and the end of the first. */
  readonly streak?: number;
  readonly first?: number;
  /** The shortest window that has exceeded in this episode. */
  readonly shortest?: number;
  /** When the change last showed. */
  readonly last?: number;
  /** Time with a verdict, in milliseconds, in which the change has not shown. */
  readonly quiet?: number;
  /** When the change of the last episode last showed: windows that reach back before it raise no new one. */
  readonly ended?: number;
}

/** When an exceedance becomes an episode, and when that ends. */
export interface PersistenceRule {
  /** Length of a bucket, in milliseconds. */
  readonly bucket: number;
  /** So many buckets in a row, those without a verdict left out, raise an episode. */
  readonly confirmations: number;
  /** So long without a sign, in milliseconds, and as long as the shortest window that showed it, ends one. */
  readonly clearAfter: number;
}

/**
 * The activity after one more closed bucket.
 *
 * An episode starts where a window exceeds its limit in so many buckets in a row. It ends when no window that can still
 * tell has held for a day, or for the length of the shortest window that ever showed it: a week's window remembers a
 * change for a week, and would keep every episode open that long. For the same reason windows that
 * reach back into an episode raise no new one.
 *
 * Buckets without a verdict neither confirm nor clear: an active drift whose data stop stays active, since
 * nothing says that it is over.
 */
export function nextActivity(
  previous: Activity | undefined,
  step: { readonly at: number; readonly windows: readonly WindowStep[] },
  rule: PersistenceRule,
): Activity {
  const before = previous ?? { active: false };
  return before.active ? whileActive(before, step, rule) : whileQuiet(before, step, rule);
}

function whileQuiet(
  before: Activity,
  { at, windows }: { readonly at: number; readonly windows: readonly WindowStep[] },
  { confirmations }: PersistenceRule,
): Activity {
  const { ended, streak = 0, first = at } = before;
  const fresh = windows.filter(({ length }) => ended === undefined || at - length >= ended);
  const exceeded = fresh.filter((window) => window.exceeded === true).map(({ length }) => length);
  const kept = { active: false, ...(ended === undefined ? {} : { ended }) };
  if (exceeded.length === 0) return fresh.some((window) => window.exceeded === false) ? kept : before;
  const shortest = Math.min(before.shortest ?? Infinity, ...exceeded);
  return streak + 1 < confirmations
    ? { ...kept, streak: streak + 1, first, shortest }
    : { active: true, since: first, shortest, last: at, quiet: 0 };
}

function whileActive(
  before: Activity,
  { at, windows }: { readonly at: number; readonly windows: readonly WindowStep[] },
  { bucket, clearAfter }: PersistenceRule,
): Activity {
  const exceeded = windows.filter((window) => window.exceeded === true).map(({ length }) => length);
  const shortest = Math.min(before.shortest ?? Infinity, ...exceeded);
  const horizon = Math.max(shortest, clearAfter);
  const telling = windows.filter(({ length }) => length <= horizon);
  const verdicts = telling.map(({ holds, exceeded }) => (holds === undefined ? exceeded : holds));
  if (verdicts.includes(true)) return { ...before, shortest, last: at, quiet: 0 };
  // the longest of them sees all that the others see
  if (verdicts.at(-1) !== false) return { ...before, shortest };
  const quiet = (before.quiet ?? 0) + bucket;
  return quiet < horizon ? { ...before, shortest, quiet } : { active: false, ended: before.last ?? at };
}
