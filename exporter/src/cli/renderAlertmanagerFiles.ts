import { isAbsolute, join, resolve } from 'node:path';
import { alertmanagerYaml } from '../alerts/alertmanager/alertmanagerYaml.js';
import { renderAlertmanager } from '../alerts/alertmanager/renderAlertmanager.js';
import { CONFIG_FILE, writeRendering } from '../alerts/alertmanager/writeRendering.js';
import { alertWarnings } from '../config/alertWarnings.js';
import { DriftError } from '../errors.js';
import { loadConfiguration } from './configuration.js';
import type { RenderAlertmanagerOptions } from './render.js';

interface RenderIo {
  /** Takes text. */
  readonly out: (text: string) => void;
  /** Takes a line. */
  readonly error: (line: string) => void;
}

/**
 * `render alertmanager`: writes the folder and prints the path of the configuration in it, or prints the configuration,
 * which holds no secrets. Warnings go to `error`.
 * @throws DriftError `usage`, `output_unwritable`, or whatever is wrong with the configuration
 */
export async function renderAlertmanagerFiles(
  { config: path, output, installedAt }: RenderAlertmanagerOptions,
  io: RenderIo,
): Promise<void> {
  if (installedAt !== undefined && !isAbsolute(installedAt)) {
    throw new DriftError(
      'usage',
      `--installed-at must be an absolute path, got ${JSON.stringify(installedAt)}`,
    );
  }
  const config = await loadConfiguration(path);
  const folder = installedAt ?? (output === undefined ? '/etc/alertmanager' : resolve(output));
  const rendering = renderAlertmanager(config, folder);
  for (const warning of alertWarnings(config)) io.error(`warning: ${warning}`);
  if (output === undefined) {
    io.out(alertmanagerYaml(rendering.config));
    return;
  }
  await writeRendering(resolve(output), rendering);
  for (const { path, secret } of rendering.secrets) {
    if (secret === undefined)
      io.error(`warning: ${join(output, path)}: put the secret there, the configuration has none`);
  }
  io.out(`${join(output, CONFIG_FILE)}\n`);
}
