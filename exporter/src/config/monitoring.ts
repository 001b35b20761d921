import { z } from 'zod';
import { duration, LONGEST_TIMER } from './duration.js';
import { integer, section } from './fields.js';
import { shard } from './shard.js';
import { DEFAULT_WRITER, writerName } from './stream.js';

/**
 * What 'now' is: the machine's clock, the newest row, or the newest row after all times have been moved forward by whole
 * weeks, so that old data ends within the last seven days.
 */
export const clocks = ['system', 'data', 'shifted'] as const;
export type ClockName = (typeof clocks)[number];

/** How much is read at once, how often checks run and how far back they look. */
export const monitoring = () =>
  section({
    batch_size: integer(1, 10_000_000).prefault(10_000),
    check_frequency: duration({ longest: LONGEST_TIMER }).prefault('5m'),
    lookback_window: duration().prefault('7d'),
    clock: z.enum(clocks).prefault('system'),
    max_parallel: integer(1, 1_000).prefault(4),
    shard: shard().optional(),
    writer: writerName().prefault(DEFAULT_WRITER),
  });
