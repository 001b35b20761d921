import { compareCounts } from '../../../../test/support/comparisons.js';
import { HOUR, REPLAY_FROM } from '../../../../test/support/replays.js';
import { defaultDetection } from '../../detection/settings.js';
import { ReplayRecorder } from './replayRecorder.js';

const DAY = 24 * HOUR;

test('a feature is as severe as the monitor publishes: by the worst since its drift began, whatever windows show', () => {
  const span = { from: REPLAY_FROM, bucket: HOUR, buckets: 3 };
  const recorder = new ReplayRecorder('a model', ['x'], span, defaultDetection, [DAY]);
  // PSI 0.27 in the naive rules' window
  const compared = new Map([[DAY, new Map([['x', { comparison: compareCounts([500, 500], [250, 750]) }]])]]);
  for (const activity of [{ active: false }, { active: true, effect: 0.5 }, { active: false, effect: 0.5 }]) {
    recorder.take({ activities: new Map([['x', activity]]), compared });
  }
  const [x] = recorder.finish().features;
  expect(x).toMatchObject({
    active: Uint8Array.of(0, 1, 0),
    effects: Float64Array.of(0, 0.5, 0),
    naive: { psi: Uint8Array.of(1, 1, 1) },
  });
});
