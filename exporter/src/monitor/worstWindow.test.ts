import { driftingFeature } from '../../../test/support/driftingFeatures.js';
import { driftingState, stateOf } from '../../../test/support/modelStates.js';
import { worstWindow } from './worstWindow.js';

test('the most severe window tells most and, of those that are as severe, the longest', () => {
  const strong = driftingFeature(0, 1, 1).comparison;
  const weak = driftingFeature(0, 8, 20).comparison;
  const state = stateOf({
    windows: {
      '1h': new Map([['x', strong]]),
      '6h': new Map([['x', strong]]),
      '7d': new Map([['x', weak]]),
    },
  });
  const severities = state.windows.map(({ features }) => features[0]?.severity);
  expect(severities).toEqual(['critical', 'critical', 'small']);
  expect(worstWindow(state, 'x')).toMatchObject({
    window: { name: '6h' },
    result: { feature: 'x', severity: 'critical' },
  });
});

test('where a feature has not drifted there is none', () => {
  const state = driftingState(1, 'quiet', ['1h']);
  const calm = driftingFeature(0, 0, 2).comparison;
  const quiet = stateOf({ windows: { '1h': new Map([['credit_score', calm]]) } });
  expect(worstWindow(quiet, 'credit_score')).toBeUndefined();
  expect(worstWindow(state, 'unknown')).toBeUndefined();
  expect(worstWindow({ ...state, windows: [] }, 'credit_score')).toBeUndefined();
});
