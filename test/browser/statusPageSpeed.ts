/// <reference lib="dom" />
/**
 * How quick the status page is with 500 features in four windows: `node build/test/browser/statusPageSpeed.js`.
 * Prints milliseconds from the model's data being there to its rows being painted, and the heaviest frame while a filter
 * is typed with 100 rows and with all 500 shown.
 */
import type { Page } from 'playwright-core';
import { createServer } from '../../exporter/src/server/createServer.js';
import { testBackend } from '../support/testBackend.js';
import { loopback } from '../support/testServer.js';
import { launchChromium } from './chromium.js';
import { openPage } from './openPage.js';
import { living, walkedHistory } from './statusPageStates.js';

const RUNS = 5;

/** Notes when rows are first painted; runs in the page before its own script. */
const watchRows = `
  new MutationObserver((_, observer) => {
    if (document.querySelector('.opens') === null) return;
    observer.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => (window.paintedAt = performance.now())));
  }).observe(document, { childList: true, subtree: true });
`;
const loaded = `(() => {
  const data = performance.getEntriesByType('resource').find(({ name }) => name.includes('/models/'));
  return { bytes: data.decodedBodySize, sent: data.encodedBodySize, painted: window.paintedAt - data.responseEnd };
})()`;
/** Types letter by letter and takes the longest time between two frames. */
const type = `(async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const box = document.querySelector('input[type=search]');
  let heaviest = 0;
  for (const text of ['c', 'cr', 'cre', 'cred', 'cre', 'cr', 'c', '']) {
    await frame();
    const start = performance.now();
    box.value = text;
    box.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await frame();
    await frame();
    heaviest = Math.max(heaviest, performance.now() - start);
  }
  return heaviest;
})()`;

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? NaN;
const typing = (page: Page): Promise<number> => page.evaluate<number>(type);

async function main(): Promise<void> {
  const states = [living(500)];
  const backend = testBackend(states);
  backend.history = walkedHistory(() => states);
  const server = createServer(backend, { settings: loopback, warn: console.error });
  const { url } = await server.start();
  const browser = await launchChromium();
  const painted: number[] = [];
  const hundred: number[] = [];
  const all: number[] = [];
  try {
    for (let run = 0; run < RUNS; run++) {
      const { page } = await openPage(browser, 'about:blank');
      await page.addInitScript(watchRows);
      await page.goto(url);
      await page.waitForFunction(() => 'paintedAt' in window);
      const seen = await page.evaluate<{ bytes: number; sent: number; painted: number }>(loaded);
      if (run === 0) console.log(`one model's answer: ${seen.bytes} bytes, ${seen.sent} sent`);
      painted.push(seen.painted);
      await page.waitForLoadState('networkidle');
      hundred.push(await typing(page));
      await page.getByRole('button', { name: 'Show all' }).click();
      await page.waitForLoadState('networkidle');
      all.push(await typing(page));
      await page.context().close();
    }
  } finally {
    await browser.close();
    await server.close();
  }
  console.log(`data to painted rows: ${median(painted).toFixed(0)} ms`);
  console.log(
    `heaviest frame while typing: 100 rows ${median(hundred).toFixed(0)} ms, from 500 rows ${median(all).toFixed(0)} ms`,
  );
}

await main();
