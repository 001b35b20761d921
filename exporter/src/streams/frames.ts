import { createHash } from 'node:crypto';

const LENGTH_BYTES = 4;
const CHECK_BYTES = 8;

/** A payload with its length and a checksum before it, so that what was not written whole is told. */
export function framed(payload: Uint8Array): Buffer {
  const head = Buffer.alloc(LENGTH_BYTES + CHECK_BYTES);
  head.writeUInt32LE(payload.length);
  checksum(payload).copy(head, LENGTH_BYTES);
  return Buffer.concat([head, payload]);
}

/**
 * Hands over each payload in turn, up to the first that is not whole.
 * @returns how many bytes were whole
 */
export function readFrames(bytes: Buffer, read: (payload: Buffer) => void): number {
  let position = 0;
  for (;;) {
    const start = position + LENGTH_BYTES + CHECK_BYTES;
    if (start > bytes.length) return position;
    const end = start + bytes.readUInt32LE(position);
    if (end > bytes.length) return position;
    const payload = bytes.subarray(start, end);
    if (!checksum(payload).equals(bytes.subarray(position + LENGTH_BYTES, start))) return position;
    read(payload);
    position = end;
  }
}

function checksum(payload: Uint8Array): Buffer {
  return createHash('sha256').update(payload).digest().subarray(0, CHECK_BYTES);
}
