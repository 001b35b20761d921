import { ofModel, ofWindow } from './perModel.js';

const seconds = (time: Date | undefined): number | undefined => time && time.getTime() / 1000;

export const windowEnd = ofWindow(
  'drift_window_end_timestamp_seconds',
  'End of the window: rows from here on are not in it.',
  ({ to }) => seconds(to),
);

export const newestRow = ofModel(
  'drift_newest_row_timestamp_seconds',
  'Timestamp of the newest row that a check has seen.',
  ({ state }) => seconds(state.watermark),
);

export const lastSuccess = ofModel(
  'drift_last_success_timestamp_seconds',
  'When a check last succeeded.',
  ({ state }) => seconds(state.lastSuccess),
);

export const checkFailed = ofModel(
  'drift_check_failed',
  'Whether the last check failed: 1 yes, 0 no.',
  ({ state: { failure, lastSuccess } }) =>
    failure === undefined && lastSuccess === undefined ? undefined : Number(failure !== undefined),
);

export const stale = ofModel(
  'drift_stale',
  "Whether checks or rows have not come for too long, rows for longer than the model's stale_after: 1 yes, 0 no.",
  ({ state, isStale }) => (state.lastSuccess === undefined ? undefined : Number(isStale)),
);

export const backlog = ofModel(
  'drift_backlog_buckets',
  'Buckets of the past that are still to be counted.',
  ({ state: { progress } }) => (progress === undefined ? 0 : progress.total - progress.done),
);

export const promotionDue = ofModel(
  'drift_reference_promotion_due',
  'Whether the configuration describes another reference than the one in use: 1 yes, 0 no.',
  ({ state }) => Number(state.promotionDue),
);
