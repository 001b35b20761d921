/// <reference lib="dom" />
import type { Scene } from '../../../grafana-plugin/harness/scene.js';
import { accessibilityProblems } from '../accessibility.js';
import { describePanel, packages } from './describePanel.js';
import { attributionScenes } from './scenes/attribution.js';
import { featureTrendScenes } from './scenes/featureTrend.js';

const MOVES = 50;
/** In milliseconds: several times what it takes on a machine with two cores that does nothing else. */
const BUSY = 60;

await describePanel('trend and attribution', (show) => {
  const trend = (name: string): Scene => featureTrendScenes[`featureTrend-${name}`] as Scene;
  const bars = (name: string): Scene => attributionScenes[`attribution-${name}`] as Scene;

  test.each(packages)(
    'the trend tells all of a time under the pointer, and selects (%s Grafana)',
    async (each) => {
      const { page } = await show(trend('several'), each);
      await page.mouse.move(640, 45);
      const told = await page
        .getByText(/^2026-03-30 \d\d:00:00$/)
        .locator('..')
        .innerText();
      for (const fact of [
        'debt_ratio',
        'employment_length',
        'critical from',
        'noise floor',
        'reference variation',
        'rows',
      ]) {
        expect(told).toContain(fact);
      }
      await page.mouse.click(640, 45);
      expect(await page.evaluate(() => window.drift.selections)).toEqual([
        '?var-feature=debt_ratio&var-model=flights',
      ]);
      await page.mouse.move(5, 5);
      expect(await page.getByText('critical from').count()).toBe(0);
    },
  );

  test.each(packages)(
    'the trend is worked by keyboard alone, and says where it is (%s Grafana)',
    async (each) => {
      const { page } = await show(trend('one'), each);
      await page.keyboard.press('Tab');
      await page.keyboard.press('End');
      const slider = page.getByRole('slider');
      expect(await slider.getAttribute('aria-valuetext')).toMatch(
        /^2026-03-31 00:00:00: credit_score 0\.\d+, \w+$/,
      );
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.keyboard.press('ArrowLeft');
      expect(await slider.getAttribute('aria-valuetext')).toMatch(/^2026-03-30 23:00:00/);
      await page.keyboard.press('Enter');
      expect(await page.evaluate(() => window.drift.selections)).toEqual([
        '?var-feature=credit_score&var-model=flights',
      ]);
    },
  );

  test('the pointer moves over ten thousand points within a frame', async () => {
    const { page } = await show(trend('wide'));
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const work = async (): Promise<number> => {
      const { metrics } = await session.send('Performance.getMetrics');
      return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN);
    };
    const move = async (step: number): Promise<void> => {
      await page.mouse.move(80 + 35 * step, 100);
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
    };
    await move(0);
    const before = await work();
    for (let step = 1; step <= MOVES; step++) await move(step);
    const each = ((await work()) - before) / MOVES;
    expect(await page.getByText('critical from').count()).toBe(1);
    process.stdout.write(`trend: ${each.toFixed(1)} ms of work for a move over 5 lines of 2,000 points\n`);
    expect(each).toBeLessThan(BUSY);
  });

  test.each(packages)('bars are chosen by pointer and by keyboard (%s Grafana)', async (each) => {
    const { page } = await show(bars('few'), each);
    await page.mouse.move(200, 50);
    expect(await page.getByText('critical from').locator('..').innerText()).toContain('0.25');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.mouse.click(200, 50);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => window.drift.selections)).toEqual([
      '?var-feature=credit_score&var-model=credit%20risk',
      '?var-feature=income&var-model=credit%20risk',
    ]);
  });
});
