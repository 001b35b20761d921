import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DriftError } from '../../errors.js';
import { alertmanagerYaml } from './alertmanagerYaml.js';
import { CERTIFICATES, SECRETS } from './folders.js';
import type { Rendering } from './renderAlertmanager.js';
import { TEMPLATE_FILE, templates } from './templates/index.js';

export const CONFIG_FILE = 'alertmanager.yml';

/** Names that only this command gives to files, so that those of an earlier run can be told from others. */
const ours = {
  [SECRETS]: /^(smtp_password|exporter_token|(slack_webhook|pagerduty_key)(-[a-z\d][a-z\d_.-]*)?)$/,
  [CERTIFICATES]: /^(smtp_ca|exporter_ca)\.pem$/,
};

/**
 * Writes a rendering to a folder: each file appears whole or not at all, the configuration last, and secrets are for
 * their owner alone. Files of secrets that are not needed any more go away; those that somebody else is to put there stay.
 * @throws DriftError `output_unwritable` or `input_unreadable`
 */
export async function writeRendering(
  folder: string,
  { config, secrets, certificates }: Rendering,
): Promise<void> {
  const copies = await Promise.all(
    certificates.map(async ({ path, from }) => ({ path, text: await readCertificate(from) })),
  );
  try {
    await mkdir(join(folder, SECRETS), { recursive: true, mode: 0o700 });
    await chmod(join(folder, SECRETS), 0o700);
    for (const { path, secret } of secrets) {
      if (secret !== undefined) await writeWhole(join(folder, path), secret.reveal(), 0o600);
    }
    for (const { path, text } of [{ path: TEMPLATE_FILE, text: templates }, ...copies]) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeWhole(join(folder, path), text, 0o644);
    }
    await writeWhole(join(folder, CONFIG_FILE), alertmanagerYaml(config), 0o644);
    const wanted = new Set([...secrets, ...certificates].map(({ path }) => path));
    for (const [sub, pattern] of Object.entries(ours)) await removeStale(folder, sub, pattern, wanted);
  } catch (cause) {
    if (cause instanceof DriftError) throw cause;
    throw new DriftError(
      'output_unwritable',
      `cannot be written (${(cause as NodeJS.ErrnoException).code})`,
      {
        file: folder,
        cause,
      },
    );
  }
}

async function readCertificate(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new DriftError('input_unreadable', 'the certificate cannot be read', { file, cause });
  });
}

async function writeWhole(file: string, text: string, mode: number): Promise<void> {
  const part = `${file}.part-${process.pid}`;
  try {
    await rm(part, { force: true });
    await writeFile(part, text, { mode, flag: 'wx' });
    // the mask of the shell may have taken rights away
    await chmod(part, mode);
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function removeStale(
  folder: string,
  sub: string,
  pattern: RegExp,
  wanted: ReadonlySet<string>,
): Promise<void> {
  const names = await readdir(join(folder, sub)).catch(() => []);
  for (const name of names) {
    if (pattern.test(name) && !wanted.has(`${sub}/${name}`)) await rm(join(folder, sub, name));
  }
}
