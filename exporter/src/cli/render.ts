import { Command } from 'commander';
import { oneOf, port, windowName } from './options.js';
import { SSL_MODES, type SslMode } from './tableau/connectionOptions.js';

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

export interface RenderTableauOptions {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly sslmode: SslMode;
  readonly window: string;
  readonly output?: string;
}

const tableau = new Command('tableau')
  .description(
    'write the Tableau workbook for your result store in PostgreSQL; it holds no password, Tableau asks for it',
  )
  .requiredOption('--host <name>', 'where PostgreSQL listens, as Tableau reaches it')
  .option('--port <number>', 'its port', port, 5432)
  .option('--database <name>', 'the database that the result store is in', 'drift')
  .option('--user <name>', 'who reads it (provisioning/postgres/tableau.sql)', 'drift_tableau')
  .option('--sslmode <mode>', `TLS: ${SSL_MODES.join(' or ')}`, oneOf(SSL_MODES), 'require')
  .option('--window <length>', 'of the windows that sheets show at first, such as 6h or 7d', windowName, '1d')
  .option(
    '--output <folder>',
    'where to write it, with a data source for each view; without it the workbook alone is printed',
  )
  .action(async (options: RenderTableauOptions) => {
    const { renderTableauFiles } = await import('./renderTableauFiles.js');
    await renderTableauFiles(options, (text) => process.stdout.write(text));
  });

export const render = new Command('render')
  .description('write the configuration of tools that work with the exporter')
  .addCommand(alertmanager)
  .addCommand(tableau);
