import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { renderAlertmanagerFiles } from '../../exporter/src/cli/renderAlertmanagerFiles.js';

/** The `alerting:` and `server:` sections, as they would stand in monitoring_config.yaml. */
export interface Sections {
  readonly alerting: Readonly<Record<string, unknown>>;
  readonly server?: Readonly<Record<string, unknown>>;
}

/** Renders a configuration under a folder as the command does. @returns the path of alertmanager.yml */
export async function renderedAlertmanager(folder: string, sections: Sections): Promise<string> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'monitoring_config.yaml'), stringify(sections));
  const output = join(folder, 'alertmanager');
  await renderAlertmanagerFiles({ config: folder, output }, { out: () => undefined, error: () => undefined });
  return join(output, 'alertmanager.yml');
}
