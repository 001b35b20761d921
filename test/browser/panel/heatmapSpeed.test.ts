import type { Browser } from 'playwright-core';
import { builtPanel } from '../../services/builtPanel.js';
import { describeBrowser, launchChromium } from '../chromium.js';
import { heatmapScenes, heatmapTimes } from './heatmapTimes.js';
import { PanelPages } from './panelPage.js';

await describeBrowser('the heatmap with 100,000 cells', () => {
  let browser: Browser;
  let pages: PanelPages;
  beforeAll(async () => {
    await builtPanel();
    browser = await launchChromium();
    pages = new PanelPages(browser);
  }, 900_000);
  afterAll(async () => {
    await pages.close();
    await browser.close();
  });

  // ratios to what the same page does beside it: machines differ, and are busy
  test.each(Object.entries(heatmapScenes))(
    'is quick: %s',
    async (_, scene) => {
      const { firstPaint, bareFill, hoverWork, filledOnHover } = await heatmapTimes(pages, scene);
      expect(firstPaint / bareFill).toBeLessThan(12);
      expect(hoverWork / bareFill).toBeLessThan(0.5);
      expect(filledOnHover).toBe(0);
    },
    120_000,
  );
});
