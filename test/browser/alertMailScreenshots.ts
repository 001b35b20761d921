/** Pictures of an alert by mail, for docs/images and to look at: `node build/test/browser/alertMailScreenshots.js DIR`. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findAlertmanager } from '../services/alertmanagerBinaries.js';
import { alertMail } from '../support/alertMails.js';
import { driftAlert, driftAlerts } from '../support/driftAlerts.js';
import { projectFile } from '../support/ruleFile.js';
import { launchChromium } from './chromium.js';

const ended = '2026-03-02T15:20:00Z';
/** What the rules say of the flights' temperature in July; its picture is the one in docs/images. */
const temperature = driftAlert(
  'temperature_f',
  { model: 'flights' },
  {
    summary: 'temperature_f of flights drifts: PSI 9.03 over 7d',
    description: [
      'temperature_f of model flights is no longer as in the reference.',
      "PSI: 9.03 over 7d, significant from 0.2, critical from 0.25; chance explains up to 0.00283, the reference's own windows 6.42",
      'Mean: 81.8 over 7d, 36 in the reference',
      'Most of the drift of the model: temperature_f 71.2%, dest 12.4%, air_time_min 9.1%',
      'Since 2013-05-28 10:00 UTC',
    ].join('\n'),
  },
);
const mails = {
  'alert-mail': [temperature],
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
  const picture = readFileSync(projectFile('docs/images/alert-picture-light.png'));
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
          route.fulfill({ body: picture, contentType: 'image/png' }),
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
