import { spawn } from 'node:child_process';

/** Runs a command with a text as its input. @returns what it wrote, and its exit code */
export function runWith(
  command: string,
  parameters: readonly string[],
  input = '',
): Promise<{ readonly output: string; readonly code: number | null }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, { stdio: 'pipe' });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => void (output += chunk.toString()));
    }
    child.once('error', reject);
    child.once('close', (code) => resolve({ output, code }));
    child.stdin.end(input);
  });
}
