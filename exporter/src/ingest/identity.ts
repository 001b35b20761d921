import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { DriftError } from '../errors.js';

export interface Identity {
  /** SHA-256 of the content, in hexadecimal. */
  readonly content: string;
  readonly bytes: number;
  /** When it was written to last, in milliseconds since the epoch. */
  readonly modified: number;
}

/** Names a file by its content. @throws DriftError `input_changed` where somebody writes to it at this moment */
export async function identify(file: string): Promise<Identity> {
  const { size: bytes, mtimeMs: modified } = await stat(file);
  const identity = { content: await hash(file), bytes, modified };
  await requireUnchanged(file, identity);
  return identity;
}

/** @throws DriftError `input_changed` where a file was written to since */
export async function requireUnchanged(
  file: string,
  { bytes, modified }: Pick<Identity, 'bytes' | 'modified'>,
): Promise<void> {
  const { size, mtimeMs } = await stat(file);
  if (size === bytes && mtimeMs === modified) return;
  throw new DriftError('input_changed', 'changes while it is read; ingest it once it is complete', { file });
}

/** Whether a file of text begins with a whole number of another one's lines: what that one was, with more at its end. */
export async function hasGrownFrom(
  file: string,
  { content, bytes }: Pick<Identity, 'content' | 'bytes'>,
): Promise<boolean> {
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
