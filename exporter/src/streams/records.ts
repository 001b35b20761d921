import type { JointSums } from '../sources/source.js';
import { errorBytes, errorsHead, readErrors, type ErrorsHead } from './errorBytes.js';
import type { Delta } from './heldCounts.js';
import type { KeptKey } from './knownKeys.js';
import type { Layout } from './layout.js';
import type { StreamPart } from './streamPart.js';

/** One payload of the log: counts, and the idempotency keys that they came under. */
export interface LogRecord {
  readonly keys: readonly KeptKey[];
  readonly delta?: Delta | undefined;
}

interface DeltaHead {
  readonly layout: Layout;
  readonly newest: number;
  /** Start of the bucket, and of each feature its numbers outside of cells and how many cells follow. */
  readonly buckets: readonly (readonly [number, readonly (readonly number[])[]])[];
  /** Absent where there are none, and in former logs. */
  readonly errors?: readonly ErrorsHead[];
}

interface Head {
  readonly keys: readonly KeptKey[];
  readonly delta?: DeltaHead;
}

/**
 * The length of the head, the head as JSON, and of each feature its cells' indices, counts, sums and squares; then, for each
 * name that the layout has in `joint`, counts and sums of the cells, count and sum of the rest. Layouts of former logs have none.
 * At the end the errors of single rows, by bucket: who knows nothing of them reads all that lies before.
 */
export function encodeRecord({ keys, delta }: LogRecord): Buffer {
  if (delta === undefined) return joined({ keys }, []);
  const arrays: Uint8Array[] = [];
  const buckets = Array.from(delta.buckets, ([start, parts]) => {
    const heads = delta.layout.features.map((_, index) => {
      const part = parts[index];
      if (part === undefined) return [];
      const {
        rows,
        missing,
        infinite,
        below,
        above,
        unseen,
        cells,
        counts,
        sums,
        squares,
        joint = [],
      } = part;
      const summed = joint.flatMap((own) => [
        own.counts,
        own.sums,
        Float64Array.of(own.missingCount, own.missingSum),
      ]);
      for (const array of [Uint32Array.from(cells), counts, sums, squares, ...summed]) {
        arrays.push(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
      }
      return [rows, missing, infinite, below, above, unseen, cells.length];
    });
    return [start, heads] as const;
  });
  const { layout, newest, errors = new Map<number, never>() } = delta;
  const errorHeads = Array.from(errors, ([start, own]) => errorsHead(start, own));
  for (const own of errors.values()) arrays.push(errorBytes(own));
  const told = errorHeads.length === 0 ? {} : { errors: errorHeads };
  return joined({ keys, delta: { layout, newest, buckets, ...told } }, arrays);
}

export function decodeRecord(payload: Buffer): LogRecord {
  const length = payload.readUInt32LE(0);
  const head = JSON.parse(payload.toString('utf8', 4, 4 + length)) as Head;
  const { keys, delta } = head;
  if (delta === undefined) return { keys };
  const { layout, newest } = delta;
  let position = 4 + length;
  const bytes = (size: number): ArrayBuffer => {
    // a copy, since typed arrays must begin at a multiple of their numbers' size
    const copy = Uint8Array.prototype.slice.call(payload, position, (position += size));
    return copy.buffer as ArrayBuffer;
  };
  const buckets = delta.buckets.map(([start, heads]) => {
    const parts = heads.flatMap(
      ([rows = 0, missing = 0, infinite = 0, below = 0, above = 0, unseen = 0, size = 0], index) => {
        const moments = layout.features[index]?.kind === 'numeric' ? size : 0;
        const names = layout.features[index]?.joint ?? [];
        const part: StreamPart = {
          rows,
          missing,
          infinite,
          below,
          above,
          unseen,
          cells: new Uint32Array(bytes(4 * size)),
          counts: new Float64Array(bytes(8 * size)),
          sums: new Float64Array(bytes(8 * moments)),
          squares: new Float64Array(bytes(8 * moments)),
          ...(names.length === 0 ? {} : { joint: names.map(() => jointOf(size, bytes)) }),
        };
        return [part];
      },
    );
    return [start, parts] as const;
  });
  const errors = delta.errors?.map((head) => [head[0], readErrors(head, bytes)] as const);
  const told = errors === undefined ? {} : { errors: new Map(errors) };
  return { keys, delta: { layout, newest, buckets: new Map(buckets), ...told } };
}

function jointOf(size: number, bytes: (size: number) => ArrayBuffer): JointSums {
  const counts = new Float64Array(bytes(8 * size));
  const sums = new Float64Array(bytes(8 * size));
  const [missingCount = 0, missingSum = 0] = new Float64Array(bytes(16));
  return { counts, sums, missingCount, missingSum };
}

function joined(head: Head, arrays: readonly Uint8Array[]): Buffer {
  const json = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  return Buffer.concat([length, json, ...arrays]);
}
