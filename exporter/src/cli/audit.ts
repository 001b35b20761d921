import { Command } from 'commander';

export interface AuditOptions {
  readonly config: string;
}

const verify = new Command('verify')
  .description('check that no row of the audit log was changed, removed or slipped in; exit 1 where one was')
  .option('--config <folder>', 'folder of the configuration', 'config')
  .action(async (options: AuditOptions) => {
    const { verifyAudit } = await import('./serving/verifyAudit.js');
    process.exitCode = await verifyAudit(options);
  });

export const audit = new Command('audit')
  .description('the log of what happened and who did it')
  .addCommand(verify);
