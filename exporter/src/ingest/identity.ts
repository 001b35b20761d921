import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { DriftError } from '../errors.js';

export interface Identity {
  /** SHA-256 of the content, in hexadecimal. */
  readonly content: string;
  readonly bytes: number;
}

/** Names a file by its content. @throws DriftError `input_changed` where somebody writes to it at this moment */
export async function identify(file: string): Promise<Identity> {
  const before = await stat(file);
  const content = await hash(file);
  const after = await stat(file);
  if (before.size !== after.size || before.mtimeMs !== after.mtimeMs) {
    throw new DriftError('input_changed', 'changes while it is read; ingest it once it is complete', {
      file,
    });
  }
  return { content, bytes: after.size };
}

/** Whether a file of text begins with a whole number of another one's lines: what that one was, with more at its end. */
export async function hasGrownFrom(file: string, { content, bytes }: Identity): Promise<boolean> {
  const { size } = await stat(file);
  if (bytes === 0 || size <= bytes || (await hash(file, bytes)) !== content) return false;
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, bytes - 1);
    return buffer.toString('latin1') === '\n';
  } finally {
    await handle.close();
  }
}

async function hash(file: string, bytes?: number): Promise<string> {
  const digest = createHash('sha256');
  const stream = createReadStream(file, {
    highWaterMark: 1 << 20,
    ...(bytes === undefined ? {} : { end: bytes - 1 }),
  });
  for await (const chunk of stream) digest.update(chunk as Buffer);
  return digest.digest('hex');
}
