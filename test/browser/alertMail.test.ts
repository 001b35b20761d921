import type { Browser } from 'playwright-core';
import { findAlertmanager } from '../services/alertmanagerBinaries.js';
import { describeWith } from '../services/describeWith.js';
import { alertMail } from '../support/alertMails.js';
import { driftAlert, driftAlerts } from '../support/driftAlerts.js';
import { accessibilityProblems } from './accessibility.js';
import { findChromium, launchChromium } from './chromium.js';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const HOSTILE = `<script>document.title='hacked'</script><img src=x onerror="document.title='hacked'">${'m'.repeat(150)}`;
const ended = '2026-03-02T15:20:00Z';

const mails = {
  one: [driftAlert('income')],
  'a warning': [driftAlert('income', { severity: 'warning' })],
  300: driftAlerts(300),
  resolved: driftAlerts(12).map((alert) => ({ ...alert, endsAt: ended })),
  both: [driftAlert('a'), { ...driftAlert('b'), endsAt: ended }],
  hostile: [driftAlert(HOSTILE, {}, { summary: HOSTILE, description: HOSTILE.repeat(4) })],
  bare: [{ labels: { alertname: 'DriftStoreDown', severity: 'critical' } }],
};

const findBoth = () => Promise.all([findAlertmanager(), findChromium()]);

await describeWith(findBoth, 'an alert by mail, in a browser', ([binaries]) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  test.each(Object.entries(mails))(
    '%s: readable on a phone and a screen, in light and dark',
    async (_, alerts) => {
      const page = await browser.newPage();
      const origin = 'http://mail.test/';
      const body = await alertMail(binaries, alerts);
      await page.route('**/*', (route) =>
        route.request().url() === origin
          ? route.fulfill({ body, contentType: 'text/html' })
          : route.fulfill({ body: PNG, contentType: 'image/png' }),
      );
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.goto(origin);
        for (const width of [360, 1000]) {
          await page.setViewportSize({ width, height: 900 });
          expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        }
        expect(await accessibilityProblems(page)).toEqual([]);
      }
      expect(await page.title()).toMatch(/^(Critical|Warning|Resolved): /);
      const firing = alerts.filter((alert) => !('endsAt' in alert)).length;
      expect(await page.locator('h2').count()).toBe(alerts.length === 1 ? 0 : Math.min(10, firing));
      await page.close();
    },
  );
});
