import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { DriftError } from '../../exporter/src/errors.js';

/**
 * The browser that `CHROMIUM` names, or the first one on the path.
 * @throws DriftError `input_missing`
 */
export function findChromium(): string {
  if (process.env.CHROMIUM !== undefined) return process.env.CHROMIUM;
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
  if (found === undefined) {
    throw new DriftError('input_missing', 'no chromium on the path; install it or name it in CHROMIUM');
  }
  return found;
}

/** Starts the browser without anything that asks the network. */
export function launchChromium(): Promise<Browser> {
  const args = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ];
  return chromium.launch({ executablePath: findChromium(), args });
}

/**
 * A suite that needs a browser. Where there is none it is skipped, and its name says what is missing; on CI that is a
 * failure.
 */
export function describeBrowser(title: string, body: () => void): void {
  try {
    findChromium();
  } catch (error) {
    if (process.env.CI === 'true' || !(error instanceof DriftError)) throw error;
    describe.skip(`${title}: ${error.message}`, () => test('needs a browser', () => undefined));
    return;
  }
  describe(title, body);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
