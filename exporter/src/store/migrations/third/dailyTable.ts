import { dailyColumns } from '../../dailyScores.js';

/** Scores by day, so that years of them are seen at a glance and outlive the scores themselves. */
export const dailyTable = `
CREATE TABLE drift.daily_scores (
  day date NOT NULL,
  series_id integer NOT NULL,
  window_name text NOT NULL,
${Object.entries(dailyColumns)
  .map(([name, { type }]) => `  ${name} ${type},`)
  .join('\n')}
  PRIMARY KEY (series_id, window_name, day)
);
COMMENT ON TABLE drift.daily_scores IS 'Scores rolled up by the day of UTC that the last instant of their window lies in.';
`;
