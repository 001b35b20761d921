/**
 * Pictures of an alert's page and of the runbook as a browser shows them, to look at:
 * `node build/test/browser/alertPageScreenshots.js DIR`. Fails where a page scrolls sideways, asks another server, says
 * something on the console, or has an accessibility problem that axe finds.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { createServer } from '../../exporter/src/server/createServer.js';
import { webhookBatch } from '../../exporter/src/alerts/webhook.js';
import { alertMessage } from '../support/alertMessages.js';
import { driftingState, hostileState } from '../support/modelStates.js';
import { hostileNames } from '../support/outcomes.js';
import { testBackend, type TestBackend } from '../support/testBackend.js';
import { firingFingerprint } from '../support/testAlertDesk.js';
import { loopback } from '../support/testServer.js';
import { accessibilityProblems } from './accessibility.js';
import { launchChromium } from './chromium.js';

const MINUTE = 60_000;
const devices: Readonly<Record<string, BrowserContextOptions>> = {
  light: { viewport: { width: 1280, height: 1100 }, colorScheme: 'light' },
  dark: { viewport: { width: 1280, height: 1100 }, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: 'light' },
};

/** Fifty things that happened to one alert, over eight times that it fired, some with hostile names. */
async function eventful(backend: TestBackend, name: string): Promise<void> {
  const labels = { alertname: name, model: 'a/b', feature: name, team: name, severity: 'critical' };
  const annotations = {
    summary: `${name} has drifted: PSI 0.41 against a threshold of 0.25`,
    description: 'From mostly ≤ 600 to mostly > 700. Noise floor 0.02. Top three: a 61 %, b 20 %, c 9 %.',
    runbook_url: 'https://drift.example.org/runbook#driftfeature',
    dashboard_url: 'https://grafana.example.org/d/x',
  };
  const fingerprint = 'dddddddddddddddd';
  const now = Date.now();
  for (let round = 8; round >= 1; round--) {
    const start = now - round * 100 * MINUTE;
    for (let told = 0; told < 4; told++) {
      const { batch } = webhookBatch(
        alertMessage([{ fingerprint, start, labels, annotations }]),
        start + told * MINUTE,
      );
      backend.alerts.add(batch);
    }
    if (round === 1) continue;
    const ended = [{ fingerprint, start, end: start + 60 * MINUTE, labels, annotations }];
    backend.alerts.add(webhookBatch(alertMessage(ended), start + 61 * MINUTE).batch);
  }
  await backend.alerts.acknowledge(fingerprint, name, 'I look into it, the new partner sends other codes');
  const until = new Date(now + 86_400_000);
  await backend.alerts.expect({ model: 'a/b', feature: name, until, comment: 'a sale', actor: 'ada' });
}

async function shoot(browser: Browser, url: string, base: string, device: string): Promise<string[]> {
  const context = await browser.newContext({ ...devices[device], timezoneId: 'Europe/Berlin' });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => problems.push(`console: ${message.text()}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(new URL(url).origin) && !request.url().startsWith('data:'))
      problems.push(`request: ${request.url()}`);
  });
  await page.goto(url);
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: `${base}.${device}.png`, fullPage: true });
  problems.push(...(await accessibilityProblems(page)));
  const width = await page.evaluate<number>('document.documentElement.scrollWidth');
  const available = devices[device]?.viewport?.width ?? 0;
  if (width > available) problems.push(`scrolls sideways: ${width} of ${available} px`);
  const button = page.getByRole('button', { name: 'Acknowledge' });
  if (device === 'light' && (await button.count()) > 0) {
    await button.click();
    await page.waitForURL(url);
    if (!(await page.getByText('acknowledged by').count())) problems.push('the acknowledgement is not shown');
  }
  await context.close();
  return problems.map((problem) => `${base}.${device}: ${problem}`);
}

async function main(directory: string): Promise<void> {
  mkdirSync(directory, { recursive: true });
  const browser = await launchChromium();
  const problems: string[] = [];
  const backend = testBackend([driftingState(6, 'credit risk'), hostileState('a/b')]);
  await eventful(backend, hostileNames.find((name) => name.includes('<')) ?? '');
  const server = createServer(backend, { settings: loopback, warn: (message) => problems.push(message) });
  try {
    const { url } = await server.start();
    const pages = {
      one: `/alerts/${firingFingerprint}`,
      eventful: '/alerts/dddddddddddddddd',
      runbook: '/runbook',
    };
    for (const device of Object.keys(devices)) {
      for (const [name, path] of Object.entries(pages))
        problems.push(...(await shoot(browser, url + path, join(directory, name), device)));
    }
  } finally {
    await browser.close();
    await server.close();
  }
  problems.forEach((problem) => console.error(problem));
  if (problems.length > 0) process.exitCode = 1;
}

await main(process.argv[2] ?? '.cache/alert-screenshots');
