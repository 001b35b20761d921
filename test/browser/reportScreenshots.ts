/**
 * Pictures of the HTML report as a browser shows it, to look at: `node build/test/browser/reportScreenshots.js DIR [NAME]`, of those whose name begins so.
 * Also fails where a page scrolls sideways, asks the network for anything, says something on the console, or is not accessible.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import type { CheckOutcome } from '../../exporter/src/detection/result.js';
import { html } from '../../exporter/src/reports/index.js';
import { modelOutcomes } from '../support/modelOutcomes.js';
import { hostileNames, hostileOutcomes, outcomes, reportOptions } from '../support/outcomes.js';
import { accessibilityProblems } from './accessibility.js';
import { launchChromium } from './chromium.js';

const SCREEN_HEIGHT = 1400;
const SCREENS = 3;

const reports: Readonly<Record<string, () => CheckOutcome[]>> = {
  '3-features': () => outcomes(3, 1),
  '3-features-12-windows': () => outcomes(3, 12),
  '30-features': () => outcomes(30, 1),
  '30-features-12-windows': () => outcomes(30, 12),
  '500-features': () => outcomes(500, 1),
  '500-features-12-windows': () => outcomes(500, 12),
  'two-models': () => [...outcomes(5, 3, 'credit risk'), ...outcomes(4, 3, 'fraud')],
  'hostile-names': () => hostileOutcomes(),
  model: () => modelOutcomes([{ shift: 1, coins: 0.4, correlation: 0.7 }]),
  'model-12-windows': () =>
    modelOutcomes(
      Array.from({ length: 12 }, (_, month) => ({
        window: `2026-${String(month + 1).padStart(2, '0')}`,
        shift: month / 8,
        coins: month / 20,
        isLocal: month % 2 === 0,
        labelled: month === 11 ? 0 : 1,
      })),
    ),
  'model-300-features': () =>
    modelOutcomes([{ window: 'a', shift: 1, coins: 0.3 }, { window: 'b' }], {
      features: Array.from({ length: 300 }, (_, index) => `feature_with_a_long_name_${index}`),
    }),
  'model-without-labels': () => modelOutcomes([{ labelled: 0, shift: 0.6 }]),
  'model-hostile-names': () =>
    modelOutcomes([{ window: hostileNames[0] ?? '', shift: 1, coins: 0.6 }], { features: hostileNames }),
};

const devices: Readonly<Record<string, BrowserContextOptions>> = {
  light: { viewport: { width: 1200, height: SCREEN_HEIGHT }, colorScheme: 'light' },
  dark: { viewport: { width: 1200, height: SCREEN_HEIGHT }, colorScheme: 'dark' },
  phone: { viewport: { width: 360, height: SCREEN_HEIGHT }, deviceScaleFactor: 2, colorScheme: 'light' },
  // A page of A4 within its margins, printed by someone whose screen is dark.
  print: { viewport: { width: 703, height: SCREEN_HEIGHT }, colorScheme: 'dark' },
  'no-script': { viewport: { width: 1200, height: SCREEN_HEIGHT }, javaScriptEnabled: false },
};

async function shoot(
  browser: Browser,
  file: string,
  device: string,
  context: BrowserContextOptions,
): Promise<string[]> {
  const opened = await browser.newContext(context);
  const problems: string[] = [];
  const page = await opened.newPage();
  const url = pathToFileURL(file).href;
  page.on('console', (message) => problems.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => problems.push(`script: ${error.message}`));
  page.on('dialog', (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (request.url() !== url && !request.url().startsWith('data:'))
      problems.push(`request: ${request.url()}`);
  });
  await page.goto(url);
  const base = file.replace(/\.html$/, `.${device}`);
  if (device === 'print') {
    await page.pdf({ path: `${base}.pdf`, preferCSSPageSize: true, printBackground: true });
    await page.emulateMedia({ media: 'print' });
  }
  const [width, height] = (await page.evaluate(
    '[document.documentElement.scrollWidth, document.documentElement.scrollHeight]',
  )) as [number, number];
  const available = context.viewport?.width ?? 0;
  if (width > available) problems.push(`scrolls sideways: ${width} of ${available} px`);
  if (context.javaScriptEnabled !== false) {
    problems.push(...(await accessibilityProblems(page)).map((problem) => `accessibility: ${problem}`));
  }
  // Screen by screen: one picture of a page of fifty thousand pixels takes a browser minutes.
  for (let screen = 0; screen < SCREENS && screen * SCREEN_HEIGHT < height; screen++) {
    await page.evaluate(`scrollTo({ top: ${screen * SCREEN_HEIGHT}, behavior: 'instant' })`);
    await page.screenshot({ path: `${base}.${screen}.png` });
  }
  await opened.close();
  return problems.map((problem) => `${base}: ${problem}`);
}

async function main(directory: string, only?: string): Promise<void> {
  mkdirSync(directory, { recursive: true });
  const browser = await launchChromium();
  const problems: string[] = [];
  try {
    for (const [name, make] of Object.entries(reports).filter(
      ([name]) => only === undefined || name.startsWith(only),
    )) {
      const made = make();
      const start = performance.now();
      const text = await html.render(made, reportOptions);
      const file = resolve(join(directory, `${name}.html`));
      console.log(
        `${name}: ${(text.length / 1e6).toFixed(2)} MB in ${Math.round(performance.now() - start)} ms`,
      );
      writeFileSync(file, text);
      for (const [device, context] of Object.entries(devices))
        problems.push(...(await shoot(browser, file, device, context)));
    }
  } finally {
    await browser.close();
  }
  problems.forEach((problem) => console.error(problem));
  if (problems.length > 0) process.exitCode = 1;
}

await main(process.argv[2] ?? '.cache/report-screenshots', process.argv[3]);
