import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import type { Config } from '../config/schema.js';
import { LiveStream, type StreamSizes } from './liveStream.js';

/** The streams of one exporter, by model: they live as long as it does, whatever is configured anew. */
export class Streams {
  readonly #streams = new Map<string, LiveStream>();

  constructor(
    /** The folder that holds what this writer has counted. */
    readonly folder: string,
    readonly warn: (model: string, message: string) => void,
  ) {}

  of(model: string): LiveStream {
    let stream = this.#streams.get(model);
    if (stream === undefined) {
      const warn = (message: string): void => this.warn(model, message);
      this.#streams.set(model, (stream = new LiveStream(model, join(this.folder, folderName(model)), warn)));
    }
    return stream;
  }

  /** By model. */
  sizes(): ReadonlyMap<string, StreamSizes> {
    return new Map(Array.from(this.#streams, ([model, { sizes }]) => [model, sizes]));
  }

  /** Closes the streams of models that are no longer there. */
  async keepOnly(models: ReadonlySet<string>): Promise<void> {
    const gone = [...this.#streams].filter(([model]) => !models.has(model));
    for (const [model] of gone) this.#streams.delete(model);
    await Promise.all(gone.map(([, stream]) => stream.close()));
  }

  async close(): Promise<void> {
    await this.keepOnly(new Set());
  }
}

/** Where a writer's counts are kept until the store has them. */
export function streamsFolder({ folder, store }: Pick<Config, 'folder' | 'store'>, writer: string): string {
  const base = store.streams ?? join(store.path ?? resolve(folder, '.drift-exporter'), 'streams');
  return join(base, writer);
}

/** A name of any kind as that of a folder, which people still recognise. */
function folderName(model: string): string {
  const hash = createHash('sha256').update(model).digest('hex').slice(0, 12);
  return `${model.replace(/[^A-Za-z0-9_-]+/g, '_').slice(0, 40)}-${hash}`;
}
