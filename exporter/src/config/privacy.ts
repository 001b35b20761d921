import { flag, integer, section } from './fields.js';

/** What of single rows may be seen. */
export const privacy = () =>
  section({
    min_cell: integer(1).prefault(1),
    allow_row_sample: flag().prefault(false),
  });
