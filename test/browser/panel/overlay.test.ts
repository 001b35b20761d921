/// <reference lib="dom" />
import type { Scene } from '../../../grafana-plugin/harness/scene.js';
import { describePanel, packages } from './describePanel.js';
import { distributionOverlayScenes } from './scenes/distributionOverlay.js';

await describePanel('the distribution overlay', (show) => {
  const scene = (name: string): Scene => distributionOverlayScenes[`distributionOverlay-${name}`] as Scene;

  test.each(packages)(
    'tells the numbers of the bin under the pointer, and selects (%s Grafana)',
    async (each) => {
      const { page } = await show(scene('one'), each);
      const picture = page.getByRole('img', { name: /^credit_score/ });
      const { x = 0, y = 0, width = 0 } = (await picture.boundingBox()) ?? {};
      await page.mouse.move(x + width / 2, y + 60);
      const told = await page.getByText('difference').locator('..').locator('..').innerText();
      for (const fact of ['reference', 'current', 'points', 'adds to PSI']) expect(told).toContain(fact);
      await page.mouse.click(x + width / 2, y + 60);
      expect(await page.evaluate(() => window.drift.selections)).toEqual([
        '?var-feature=credit_score&var-model=credit%20risk',
      ]);
      await page.mouse.move(x + width / 2, y - 40);
      expect(await page.getByText('difference').count()).toBe(0);
    },
  );

  test.each(packages)('is worked by keyboard alone, and says where it is (%s Grafana)', async (each) => {
    const { page } = await show(scene('categories'), each);
    await page.getByRole('img', { name: /^carrier/ }).focus();
    await page.keyboard.press('Home');
    const said = page.locator('#panel [aria-live]').first();
    expect(await said.innerText()).toMatch(
      /^WN: reference 21 %, current 32 %, difference \+11 points, adds to PSI/,
    );
    await page.keyboard.press('End');
    expect(await said.innerText()).toMatch(/^missing/);
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => window.drift.selections)).toEqual([
      expect.stringContaining('var-feature=carrier') as unknown,
    ]);
  });

  test('leaves the names of features text', async () => {
    const { page, complaints } = await show(scene('hostile'), 'oldest');
    const names = await page.getByRole('button').allInnerTexts();
    expect(names).toContain('<img src=x onerror="alert(1)">');
    expect(complaints).toEqual([]);
  });
});
