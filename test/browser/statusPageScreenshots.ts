/**
 * Pictures of the status page as a browser shows it, to look at:
 * `node build/test/browser/statusPageScreenshots.js DIR [SCENARIO]`. Fails where the page scrolls sideways, asks another
 * server, says something on the console, or has an accessibility problem that axe finds.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { createServer } from '../../exporter/src/server/createServer.js';
import type { ModelState } from '../../exporter/src/monitor/state.js';
import { testBackend } from '../support/testBackend.js';
import { accessibilityProblems } from './accessibility.js';
import { launchChromium } from './chromium.js';
import { scenarios, walkedHistory } from './statusPageStates.js';

const HEIGHT = 1100;
const devices: Readonly<Record<string, BrowserContextOptions>> = {
  light: { viewport: { width: 1280, height: HEIGHT }, colorScheme: 'light' },
  dark: { viewport: { width: 1280, height: HEIGHT }, colorScheme: 'dark' },
  tablet: { viewport: { width: 900, height: HEIGHT }, colorScheme: 'light' },
  phone: {
    viewport: { width: 360, height: HEIGHT },
    deviceScaleFactor: 2,
    colorScheme: 'light',
    hasTouch: true,
  },
};

async function shoot(browser: Browser, url: string, base: string, device: string): Promise<string[]> {
  const context = await browser.newContext({
    ...devices[device],
    timezoneId: 'Europe/Berlin',
  });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => problems.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => problems.push(`script: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:'))
      problems.push(`request: ${request.url()}`);
  });
  await page.goto(url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: `${base}.${device}.png` });
  const first = page.locator('.opens').first();
  if ((await first.count()) > 0) {
    await first.click();
    await page.waitForLoadState('networkidle');
    await first.evaluate((one: { scrollIntoView(): void }) => one.scrollIntoView());
    await page.screenshot({ path: `${base}.${device}.open.png` });
  }
  const fold = page.locator('details.segments > summary');
  if ((await fold.count()) > 0) {
    await fold.click();
    await fold.evaluate((one: { scrollIntoView(): void }) => one.scrollIntoView());
    await page.screenshot({ path: `${base}.${device}.segments.png` });
  }
  problems.push(...(await accessibilityProblems(page)));
  const width = await page.evaluate<number>('document.documentElement.scrollWidth');
  const available = devices[device]?.viewport?.width ?? 0;
  if (width > available) problems.push(`scrolls sideways: ${width} of ${available} px`);
  await context.close();
  return problems.map((problem) => `${base}.${device}: ${problem}`);
}

async function main(directory: string, only?: string): Promise<void> {
  mkdirSync(directory, { recursive: true });
  const browser = await launchChromium();
  const problems: string[] = [];
  try {
    for (const [name, make] of Object.entries(scenarios)) {
      if (only !== undefined && only !== name) continue;
      const states: readonly ModelState[] = make();
      const backend = testBackend(states);
      backend.history = walkedHistory(() => states);
      const server = createServer(backend, {
        settings: { listen: { host: '127.0.0.1', port: 0 }, roles: {}, tokens: [] },
        warn: (message) => problems.push(message),
      });
      const { url } = await server.start();
      for (const device of Object.keys(devices)) {
        problems.push(...(await shoot(browser, url, join(directory, name), device)));
      }
      await server.close();
    }
  } finally {
    await browser.close();
  }
  problems.forEach((problem) => console.error(problem));
  if (problems.length > 0) process.exitCode = 1;
}

await main(process.argv[2] ?? '.cache/status-screenshots', process.argv[3]);
