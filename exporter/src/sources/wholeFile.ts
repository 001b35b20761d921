import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { DriftError } from '../errors.js';

const FRAME = 0xfd2fb528;
const SKIPPABLE = 0x184d2a5;
const RUN_LENGTH = 1;

/**
 * Fails where a compressed file breaks off: DuckDB takes what is there for the whole, and says nothing. gzip is unpacked to its end; of
 * zstd the frames and blocks are walked through (https://datatracker.ietf.org/doc/html/rfc8878#section-3.1).
 * @throws DriftError `input_malformed`
 */
export async function requireWhole(file: string): Promise<void> {
  if (/\.gz$/i.test(file)) await requireWholeGzip(file);
  else if (/\.zst$/i.test(file)) await requireWholeZstd(file);
}

async function requireWholeGzip(file: string): Promise<void> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  try {
    await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), createGunzip(), nowhere);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code?.startsWith('Z_') !== true) throw cause;
    throw damaged(file, cause);
  }
}

async function requireWholeZstd(file: string): Promise<void> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    let at = 0;
    while (at < size) at = await endOfFrame(handle, at, size, file);
    if (at > size) throw damaged(file);
  } finally {
    await handle.close();
  }
}

/** Where the next frame begins. */
async function endOfFrame(handle: FileHandle, start: number, size: number, file: string): Promise<number> {
  const head = await bytesAt(handle, start, 8);
  const magic = head.readUInt32LE(0);
  if (magic >>> 4 === SKIPPABLE) return start + 8 + head.readUInt32LE(4);
  if (magic !== FRAME) throw damaged(file);
  const descriptor = head.readUInt8(4);
  const isSingle = (descriptor & 0x20) !== 0;
  const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const contentSize = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  let at = start + 5 + (isSingle ? 0 : 1) + dictionary + contentSize;
  for (let isLast = false; !isLast;) {
    const block = (await bytesAt(handle, at, 3)).readUIntLE(0, 3);
    isLast = (block & 1) === 1;
    at += 3 + (((block >> 1) & 3) === RUN_LENGTH ? 1 : block >> 3);
    if (at > size) throw damaged(file);
  }
  return at + ((descriptor & 4) === 0 ? 0 : 4);
}

/** Bytes of the file; what lies beyond its end is zero, which is no frame and no last block. */
async function bytesAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  return (await handle.read(Buffer.alloc(length), 0, length, position)).buffer;
}

function damaged(file: string, cause?: unknown): DriftError {
  return new DriftError(
    'input_malformed',
    'breaks off, or is damaged: its compressed data do not come to their end; copy it again',
    {
      file,
      cause,
    },
  );
}
