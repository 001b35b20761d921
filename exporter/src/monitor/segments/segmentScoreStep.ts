import { scoreStep } from '../scoreStep.js';

const HOUR = 3_600_000;

/**
 * How often the scores of a segment's window are kept, in milliseconds: once a window length, but no more often than every six
 * hours and at least once a day, since there are as many of them as segments.
 */
export function segmentScoreStep(length: number, bucket: number): number {
  const wished = Math.min(Math.max(length, 6 * HOUR), 24 * HOUR);
  return scoreStep(3 * wished, bucket);
}
