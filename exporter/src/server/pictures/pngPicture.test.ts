import { driftingState } from '../../../../test/support/modelStates.js';
import { pngPicture } from './pngPicture.js';

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="4"/>';

test('a picture of a state is drawn once, and of the next state anew', async () => {
  const state = driftingState(2, 'credit risk');
  const picture = pngPicture(state, svg);
  expect(pngPicture(state, svg)).toBe(picture);
  expect(pngPicture({ ...state }, svg)).not.toBe(picture);
  expect((await picture).length).toBeGreaterThan(0);
});
