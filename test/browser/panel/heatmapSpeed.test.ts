import { describePanel } from './describePanel.js';
import { heatmapScenes, heatmapTimes } from './heatmapTimes.js';

await describePanel('the heatmap with 100,000 cells', (show) => {
  // ratios to what the same page does beside it: machines differ, and are busy
  test.each(Object.entries(heatmapScenes))(
    'is quick: %s',
    async (_, scene) => {
      const { firstPaint, bareFill, hoverWork, filledOnHover } = await heatmapTimes(show, scene);
      expect(firstPaint / bareFill).toBeLessThan(12);
      expect(hoverWork / bareFill).toBeLessThan(0.5);
      expect(filledOnHover).toBe(0);
    },
    120_000,
  );
});
