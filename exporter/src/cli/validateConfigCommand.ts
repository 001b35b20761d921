import { Command } from 'commander';

export const validateConfig = new Command('validate-config')
  .description('check a configuration and say what is wrong or missing in it')
  .argument('[folder]', 'folder of monitoring_config.yaml and drift_thresholds.yaml', 'config')
  .option('--config <folder>', 'the same')
  .action(async (folder: string, options: { config?: string }) => {
    const { validateConfig } = await import('./validateConfig.js');
    process.exitCode = await validateConfig(options.config ?? folder, {
      out: (line) => process.stdout.write(`${line}\n`),
      error: (line) => process.stderr.write(`${line}\n`),
    });
  });
