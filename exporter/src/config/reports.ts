import { integer, path, section, type Place } from './fields.js';

/** Where reports go and how many pictures one holds. */
export const reports = (place: Place) =>
  section({
    dir: path(place).optional(),
    max_pictures: integer(0).prefault(100),
  });
