#!/usr/bin/env node
import { Command } from 'commander';
import { DriftError } from '../errors.js';
import * as commands from './index.js';
import { version } from './version.js';

/** Runs one command. Bad input ends in one line on stderr and exit code 1, never in a stack trace. */
async function main(): Promise<void> {
  const program = new Command('drift-exporter')
    .description('tells whether data still looks like the data that a model was trained on')
    .version(version)
    .showHelpAfterError('(see --help)');
  for (const command of Object.values(commands)) program.addCommand(command.copyInheritedSettings(program));
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = 1;
    const known = error instanceof DriftError && process.env.DRIFT_DEBUG === undefined;
    process.stderr.write(`error: ${known ? error.message : describe(error)}\n`);
  }
}

/** What should not happen is shown in full, so that it can be reported. */
function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

// a closed pipe, as in `drift-exporter check … | head`, is no error
process.stderr.on('error', () => undefined);
let written = true;
process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE') return;
  written = false;
  process.exitCode = 1;
  process.stderr.write(`error: the output cannot be written: ${message}\n`);
});
await main();
if (!written) process.exitCode = 1;
