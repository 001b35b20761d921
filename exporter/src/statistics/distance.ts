/** Result of a statistic that is a single distance. */
export type Distance = { readonly distance: number };
