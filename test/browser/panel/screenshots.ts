// Takes a picture of every scene in both themes, to look at: node build/test/browser/panel/screenshots.js FOLDER [NAME…]
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scene } from '../../../grafana-plugin/harness/scene.js';
import { launchChromium } from '../chromium.js';
import { PanelPages, showScene } from './panelPage.js';
import * as registry from './scenes/index.js';

const [folder = 'screenshots', ...wanted] = process.argv.slice(2);
const scenes: Record<string, Scene> = Object.assign({}, ...Object.values(registry));
await mkdir(folder, { recursive: true });
const browser = await launchChromium();
const pages = new PanelPages(browser);
const { page, complaints } = await pages.show({ frames: [], width: 100, height: 100 });
for (const [name, scene] of Object.entries(scenes)) {
  if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
  for (const theme of ['light', 'dark'] as const) {
    await showScene(page, { ...scene, theme });
    await page.screenshot({ path: join(folder, `${name}-${theme}.png`) });
  }
  for (const complaint of complaints.splice(0)) process.stderr.write(`${name}: ${complaint}\n`);
}
await pages.close();
await browser.close();
