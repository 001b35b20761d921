import { SignedLinks } from '../../alerts/signedLinks.js';
import { driftingFeature } from '../../../../test/support/driftingFeatures.js';
import { driftingState, expiry, stateOf, windowEnd } from '../../../../test/support/modelStates.js';
import { Exposition } from '../exposition.js';
import { HealthMetrics } from '../healthMetrics.js';

const links = new SignedLinks('a key that nobody else knows at all');
const exposition = new Exposition(new HealthMetrics('0.0.0'), 10_000);
const pictures = async (
  state: ReturnType<typeof stateOf>,
  now = windowEnd,
  by: SignedLinks | undefined = links,
) => (await exposition.render([state], now, by)).text.match(/^drift_picture_info\{.*$/gm) ?? [];
const later = (milliseconds: number): Date => new Date(windowEnd.getTime() + milliseconds);

const state = driftingState(2);

test('there is a picture of what is active, or has drifted in a window, and of nothing else', async () => {
  const [one] = await pictures(state);
  expect(one).toBe(
    `drift_picture_info{model="credit risk",feature="credit_score",path="${links.sign('/api/v1/models/credit%20risk/features/credit_score/overlay.png', windowEnd)}"} 1`,
  );
  const calm = stateOf({
    windows: { '1h': new Map([['credit_score', driftingFeature(0, 0, 2).comparison]]) },
  });
  expect(await pictures(calm)).toEqual([]);
  const active = new Map([['credit_score', { active: true }]]);
  expect(await pictures({ ...calm, active })).toHaveLength(1);
  expect(await pictures(state, expiry)).toEqual([]);
  expect(await pictures(state, windowEnd, new SignedLinks('another key'))).not.toEqual([one]);
});

test('its link stays the same all day, and is another one on the next', async () => {
  const long = { ...state, windows: state.windows.map((one) => ({ ...one, expires: later(1e9) })) };
  const first = await pictures(long);
  expect(first.length).toBeGreaterThan(0);
  expect(await pictures(long, later(20 * 3_600_000))).toEqual(first);
  const next = await pictures(long, later(21 * 3_600_000));
  expect(next).toHaveLength(first.length);
  expect(next).not.toEqual(first);
});

test('where links cannot be signed, or a name fits into no path, there is none', async () => {
  expect((await exposition.render([state], windowEnd)).text).not.toContain('drift_picture_info');
  const { comparison } = driftingFeature(0, 1, 1);
  const odd = stateOf({ windows: { '1h': new Map(['.', '..', 'x'].map((name) => [name, comparison])) } });
  expect(await pictures(odd)).toHaveLength(1);
});
