import { createHash } from 'node:crypto';

/** Begins each frame, so that the next one is found behind what is damaged. No byte 0xf8 is in any UTF-8. */
const MARK = Buffer.from([0xf8, 0x64, 0x72, 0x66]);
const LENGTH_BYTES = 4;
const CHECK_BYTES = 8;
const HEAD_BYTES = MARK.length + LENGTH_BYTES + CHECK_BYTES;

/** Some bytes of a file, from the first up to, not including, the last. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** What a file of frames is worth. */
export interface FramesRead {
  /** End of the last whole frame. */
  readonly end: number;
  /** What is no frame, though it was written whole once: the disk has lost or changed it. */
  readonly damaged: readonly Stretch[];
}

/** A payload with its length and a checksum before it, so that what was not written whole is told. */
export function framed(payload: Uint8Array): Buffer {
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(payload.length);
  return Buffer.concat([MARK, length, checksum(payload), payload]);
}

/** Hands over each whole payload in turn, also those behind what is damaged. */
export function readFrames(bytes: Buffer, read: (payload: Buffer) => void): FramesRead {
  const damaged: Stretch[] = [];
  let end = 0;
  for (let frame = nextFrame(bytes, 0); frame !== undefined; frame = nextFrame(bytes, end)) {
    if (frame.start > end) damaged.push({ from: end, to: frame.start });
    read(frame.payload);
    end = frame.end;
  }
  if (end < bytes.length && !isCutShort(bytes.subarray(end))) damaged.push({ from: end, to: bytes.length });
  return { end, damaged };
}

interface Frame {
  readonly start: number;
  readonly end: number;
  readonly payload: Buffer;
}

function nextFrame(bytes: Buffer, from: number): Frame | undefined {
  for (let start = bytes.indexOf(MARK, from); start >= 0; start = bytes.indexOf(MARK, start + 1)) {
    const head = start + HEAD_BYTES;
    if (head > bytes.length) return undefined;
    const end = head + lengthAt(bytes, start);
    const payload = bytes.subarray(head, end);
    const stated = bytes.subarray(head - CHECK_BYTES, head);
    if (end <= bytes.length && checksum(payload).equals(stated)) return { start, end, payload };
  }
  return undefined;
}

/** Whether it is the first part of a frame, as a crash leaves it. */
function isCutShort(tail: Buffer): boolean {
  if (tail.length < HEAD_BYTES) return MARK.subarray(0, tail.length).equals(tail.subarray(0, MARK.length));
  return tail.indexOf(MARK) === 0 && HEAD_BYTES + lengthAt(tail, 0) > tail.length;
}

function lengthAt(bytes: Buffer, start: number): number {
  return bytes.readUInt32LE(start + MARK.length);
}

function checksum(payload: Uint8Array): Buffer {
  return createHash('sha256').update(payload).digest().subarray(0, CHECK_BYTES);
}
