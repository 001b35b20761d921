const DAY = 86_400_000;

/** The windows that are looked at as a whole: those of a day and more, or the longest; shorter ones hold some hours only. */
export function longWindows(lengths: readonly number[]): number[] {
  const longest = Math.max(...lengths);
  return lengths.filter((length) => length >= Math.min(DAY, longest));
}
