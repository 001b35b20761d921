import { Command } from 'commander';

export interface RenderAlertmanagerOptions {
  readonly config: string;
  readonly output?: string;
  readonly installedAt?: string;
}

const alertmanager = new Command('alertmanager')
  .description('write Alertmanager’s configuration: routes, receivers, templates, and secrets in files')
  .option('--config <folder>', 'folder of the configuration', 'config')
  .option('--output <folder>', 'where to write it; without it the configuration alone is printed')
  .option(
    '--installed-at <folder>',
    'where the folder will lie on Alertmanager’s machine (default: the output folder, else /etc/alertmanager)',
  )
  .action(async (options: RenderAlertmanagerOptions) => {
    const { renderAlertmanagerFiles } = await import('./renderAlertmanagerFiles.js');
    await renderAlertmanagerFiles(options, {
      out: (text) => process.stdout.write(text),
      error: (line) => process.stderr.write(`${line}\n`),
    });
  });

export const render = new Command('render')
  .description('write the configuration of tools that work with the exporter')
  .addCommand(alertmanager);
