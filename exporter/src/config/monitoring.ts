import { duration, LONGEST_TIMER } from './duration.js';
import { integer, section } from './fields.js';

/** How much is read at once, how often checks run and how far back they look. */
export const monitoring = () =>
  section({
    batch_size: integer(1, 10_000_000).prefault(10_000),
    check_frequency: duration({ longest: LONGEST_TIMER }).prefault('5m'),
    lookback_window: duration().prefault('7d'),
  });
