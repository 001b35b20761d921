import { driftingFeature } from '../../../../test/support/driftingFeatures.js';
import { expectWellFormed } from '../../../../test/support/wellFormed.js';
import { overlayPicture } from './overlayPicture.js';
import { warmUp } from './warmUp.js';

test('a picture is drawn once for each comparison, theme and description', async () => {
  const { comparison } = driftingFeature(0, 0, 1);
  const other = driftingFeature(0, 0, 1).comparison;
  const light = overlayPicture(comparison, 'light', 'credit_score');
  expect(overlayPicture(comparison, 'light', 'credit_score')).toBe(light);
  expect(overlayPicture(other, 'light', 'credit_score')).not.toBe(light);
  expect(await light).toContain('aria-label="credit_score"');
  const [dark, page] = [
    await overlayPicture(comparison, 'dark', 'x'),
    await overlayPicture(comparison, 'page', 'x'),
  ];
  expect(page).toContain('var(--current)');
  expect(await light).toContain('#8fb4e8');
  expect(dark).toContain('#3f6cb0');
  for (const svg of [dark, page]) expectWellFormed(svg);
});

test('warming up draws', async () => {
  await expect(warmUp()).resolves.toBeUndefined();
});
