/** Pictures of an alert by mail, for docs/images and to look at: `node build/test/browser/alertMailScreenshots.js DIR`. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { overlayPicture } from '../../exporter/src/server/pictures/overlayPicture.js';
import { findAlertmanager } from '../services/alertmanagerBinaries.js';
import { alertMail } from '../support/alertMails.js';
import { driftAlert, driftAlerts } from '../support/driftAlerts.js';
import { driftingFeature } from '../support/driftingFeatures.js';
import { launchChromium } from './chromium.js';

const ended = '2026-03-02T15:20:00Z';
const mails = {
  'alert-mail': [driftAlert('income')],
  'alert-mail-300': driftAlerts(300),
  'alert-mail-warnings': [
    driftAlert('income', { severity: 'warning' }),
    driftAlert('age', { severity: 'warning', alertname: 'DriftMissingValues' }, { picture_url: '' }),
    { ...driftAlert('debt_ratio', { severity: 'warning' }), endsAt: ended },
  ],
  'alert-mail-resolved': driftAlerts(12).map((alert) => ({ ...alert, endsAt: ended })),
};

async function main(folder: string, only?: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const binaries = await findAlertmanager();
  const picture = await overlayPicture(driftingFeature(0, 0, 1).comparison, 'light', 'income');
  const browser = await launchChromium();
  try {
    for (const [name, alerts] of Object.entries(mails).filter(
      ([name]) => only === undefined || name === only,
    )) {
      for (const [device, colorScheme, width] of [
        ['light', 'light', 720],
        ['dark', 'dark', 720],
        ['phone', 'light', 360],
        ['phone-dark', 'dark', 360],
      ] as const) {
        if (only !== undefined && width < 720) continue;
        const page = await browser.newPage({ viewport: { width, height: 400 }, colorScheme });
        await page.route('**/overlay.png*', (route) =>
          route.fulfill({ body: picture, contentType: 'image/svg+xml' }),
        );
        await page.setContent(await alertMail(binaries, alerts), { waitUntil: 'load' });
        await page.screenshot({ path: join(folder, `${name}-${device}.png`), fullPage: true });
        await page.close();
      }
    }
  } finally {
    await browser.close();
  }
}

await main(process.argv[2] ?? '.cache/alert-mail', process.argv[3]);
