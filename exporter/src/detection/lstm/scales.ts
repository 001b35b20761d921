/** Lengths of the windows that the network is given at each bucket, in buckets, ascending. */
export const SCALES = [1, 6, 24, 72, 168] as const;
/** So many buckets does the network look at. */
export const STEPS = 24;
export const LONGEST = 168;
