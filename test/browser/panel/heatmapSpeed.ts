/** How quick the heatmap is with 500 features at 200 times, in milliseconds: `node build/test/browser/panel/heatmapSpeed.js`. */
import { launchChromium } from '../chromium.js';
import { heatmapScenes, heatmapTimes } from './heatmapTimes.js';
import { PanelPages } from './panelPage.js';

const browser = await launchChromium();
const pages = new PanelPages(browser);
try {
  for (const [name, scene] of Object.entries(heatmapScenes)) {
    const times = Object.entries(await heatmapTimes((...shown) => pages.show(...shown), scene));
    console.log(`${name}: ${times.map(([what, time]) => `${what} ${Number(time).toFixed(1)}`).join(', ')}`);
  }
} finally {
  await pages.close();
  await browser.close();
}
