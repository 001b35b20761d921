import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { DriftError } from '../../exporter/src/errors.js';
import { describeWith } from '../services/describeWith.js';
import { fetchDebianPackage } from '../services/debianPackage.js';

/** A browser and what its process needs to find beside it. */
export interface ChromiumBinary {
  readonly executable: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The browser that `CHROMIUM` names, the first one on the path, else Debian's or Ubuntu's package with its libraries,
 * fetched without root into .cache/chromium on first use. DRIFT_TEST_CHROMIUM=download skips the first two.
 * @throws DriftError `input_missing`
 */
export async function findChromium(): Promise<ChromiumBinary> {
  if (process.env.DRIFT_TEST_CHROMIUM !== 'download') {
    const { CHROMIUM: named, PATH = '' } = process.env;
    const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
    const folders = PATH.split(delimiter);
    const found =
      named ?? names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
    if (found !== undefined) return { executable: found, env: {} };
  }
  const root = join(process.cwd(), '.cache', 'chromium');
  const fetched = unpacked(root);
  if (isExecutable(fetched.executable)) return fetched;
  try {
    return unpacked(await fetchDebianPackage('chromium'));
  } catch (cause) {
    if (isExecutable(fetched.executable)) return fetched;
    throw new DriftError(
      'input_missing',
      'no browser for the tests: install Chromium (Debian: apt-get install chromium), name it in CHROMIUM, or let apt-get fetch the package',
      { cause },
    );
  }
}

function unpacked(root: string): ChromiumBinary {
  const machine = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
  const shared = `usr/lib/${machine}`;
  const libraries = [shared, `lib/${machine}`, `${shared}/nss`, `${shared}/pulseaudio`, 'usr/lib/chromium'];
  return {
    executable: join(root, 'usr', 'lib', 'chromium', 'chromium'),
    env: {
      LD_LIBRARY_PATH: libraries.map((folder) => join(root, folder)).join(delimiter),
      ...(existsSync(join(root, 'etc', 'fonts')) ? { FONTCONFIG_PATH: join(root, 'etc', 'fonts') } : {}),
    },
  };
}

/** Starts the browser without anything that asks the network. */
export async function launchChromium(): Promise<Browser> {
  const { executable, env } = await findChromium();
  const args = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ];
  return chromium.launch({
    executablePath: executable,
    args,
    env: { ...process.env, ...env } as Record<string, string>,
  });
}

/** A suite that needs a browser; see `describeWith`. */
export function describeBrowser(title: string, body: () => void): Promise<void> {
  return describeWith(findChromium, title, body);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
