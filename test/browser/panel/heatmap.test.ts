/// <reference lib="dom" />
import type { Scene } from '../../../grafana-plugin/harness/scene.js';
import type { GrafanaPackages } from '../../services/builtPanel.js';
import { accessibilityProblems } from '../accessibility.js';
import type { OpenPage } from '../openPage.js';
import { describePanel, packages } from './describePanel.js';
import { psiHeatmapScenes } from './scenes/psiHeatmap.js';

await describePanel('the heatmap', (open) => {
  const show = (scene: string, each: GrafanaPackages): Promise<OpenPage> => {
    const { [`psiHeatmap-${scene}`]: shown } = psiHeatmapScenes;
    return open(shown as Scene, each);
  };

  test.each(packages)('tells all of a cell under the pointer, and selects it (%s Grafana)', async (each) => {
    const { page } = await show('few', each);
    await page.mouse.move(790, 30);
    const told = await page.getByText('2026-03-30 23:00:00').locator('..').innerText();
    for (const fact of [
      'carrier',
      'critical',
      'significant 0.2',
      'Noise floor',
      'Reference variation',
      'Rows',
    ]) {
      expect(told).toContain(fact);
    }
    await page.mouse.click(790, 30);
    expect(await page.evaluate(() => window.drift.selections)).toEqual([
      '?var-feature=carrier&var-model=flights',
    ]);
    await page.mouse.move(270, 30);
    expect(await page.getByText('no data').count()).toBe(2); // in the legend, and of the gap
  });

  test.each(packages)('is worked by keyboard alone, and says where it is (%s Grafana)', async (each) => {
    const { page } = await show('many', each);
    expect(await page.getByText('1–28 of 500 features').count()).toBe(1);
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Control+End');
    await page.getByText('473–500 of 500 features').waitFor();
    const said = await page.locator('#panel [aria-live]').innerText();
    const feature = said.split(',')[0] ?? '';
    expect(said).toMatch(/^feature_\d+, 2026-03-31 00:00:00, 0\.\d+, none\.$/);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => window.drift.selections)).toEqual([
      `?var-feature=${feature}&var-model=flights`,
    ]);
  });

  test('scrolls through all rows by whole rows', async () => {
    const { page } = await show('many', 'oldest');
    await page.mouse.move(400, 200);
    await page.mouse.wheel(0, 1000);
    await page.getByText('64–91 of 500 features').waitFor();
    const seen = new Set<string>();
    for (let row = 0; row < 500; row += 28) {
      await page.locator('[role=application]').evaluate((grid, top) => grid.scrollTo(0, top), 16 * row);
      await page.getByText(`${Math.min(row, 472) + 1}–`).waitFor();
      for (const name of await page.locator('[role=application] [title]').allInnerTexts()) seen.add(name);
    }
    expect(seen.size).toBe(500);
  });
});
