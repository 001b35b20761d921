import { ReplayRecorder } from '../../../exporter/src/alerts/backtest/replayRecorder.js';
import type { Replay } from '../../../exporter/src/alerts/backtest/replay.js';
import { nextActivity, type Activity } from '../../../exporter/src/detection/overTime/activity.js';
import type { Calibration } from '../../../exporter/src/detection/overTime/calibrate.js';
import { exceeds } from '../../../exporter/src/detection/overTime/exceeds.js';
import { defaultDetection } from '../../../exporter/src/detection/settings.js';
import type { WindowComparison } from '../../../exporter/src/monitor/windowComparisons.js';
import { WARM_UP } from './falseAlarms.js';
import { HOUR, windows, type Stream } from './stream.js';

/** What a backtest records of streams, from the hour on at which a week's window is full. */
export function streamReplay(streams: readonly Stream[], calibration: Calibration): Replay {
  const hours = streams[0]?.hours ?? 0;
  const names = streams.map(({ rows }) => rows.feature);
  const lengths = windows.map((length) => length * HOUR);
  const span = { from: WARM_UP * HOUR, bucket: HOUR, buckets: hours - WARM_UP };
  const recorder = new ReplayRecorder('streams', names, span, defaultDetection, lengths);
  const activities = new Map<string, Activity>();
  for (let hour = WARM_UP; hour < hours; hour++) {
    const compared = new Map(lengths.map((length) => [length, new Map<string, WindowComparison>()]));
    for (const stream of streams) {
      const { feature } = stream.rows;
      const limits = calibration.features[feature] ?? {};
      const steps = windows.map((count) => {
        const length = count * HOUR;
        const comparison = stream.window(hour, count);
        compared.get(length)?.set(feature, { comparison });
        return {
          length,
          ...exceeds(comparison, limits[length], defaultDetection, calibration.persistence),
        };
      });
      const step = { at: (hour + 1) * HOUR, windows: steps };
      activities.set(feature, nextActivity(activities.get(feature), step, calibration.persistence));
    }
    recorder.take({ activities, compared });
  }
  return recorder.finish();
}
