export interface Share {
  readonly feature: string;
  /** In 0–1; those of all features add up to 1. */
  readonly share: number;
}

/**
 * Parts as shares of their sum, the largest first, ties by name. Undefined where no part is above zero: there is nothing to
 * share out. A part that is no finite number counts as none.
 */
export function sharesOf(
  parts: readonly { readonly feature: string; readonly part: number }[],
): Share[] | undefined {
  const counted = parts.map(({ feature, part }) => ({
    feature,
    part: Number.isFinite(part) && part > 0 ? part : 0,
  }));
  const largest = Math.max(0, ...counted.map(({ part }) => part));
  if (largest === 0) return undefined;
  // by the largest first, so that no sum overflows and no part underflows
  const sum = counted.reduce((total, { part }) => total + part / largest, 0);
  return counted
    .map(({ feature, part }) => ({ feature, share: part / largest / sum }))
    .sort((a, b) => b.share - a.share || (a.feature < b.feature ? -1 : 1));
}
