import { duration, LONGEST_TIMER } from './duration.js';
import { integer, path, section, type Place } from './fields.js';

/** Where reports go and how many pictures one holds. */
export const reports = (place: Place) =>
  section({
    dir: path(place).optional(),
    every: duration({ longest: LONGEST_TIMER }).optional(),
    max_pictures: integer(0).prefault(100),
  });
