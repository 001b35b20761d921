import type { Browser } from 'playwright-core';
import { builtPanel, type GrafanaPackages } from '../../services/builtPanel.js';
import { describeBrowser, launchChromium } from '../chromium.js';
import { PanelPages } from './panelPage.js';

/** Both, for `test.each`: with `%s Grafana` in the title. */
export const packages: readonly GrafanaPackages[] = ['oldest', 'newest'];

/**
 * A suite with the built panel in a browser, skipped as `describeBrowser` does. `show` opens a page, which stays until the end of the
 * suite; it may be called in tests and hooks.
 */
export async function describePanel(title: string, body: (show: PanelPages['show']) => void): Promise<void> {
  await describeBrowser(title, () => {
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
    body((scene, packages) => pages.show(scene, packages));
  });
}
