import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Exclusion } from '../detection/result.js';
import { DriftError } from '../errors.js';
import { decodeGrid, decodeProfile, encodeGrid, encodeProfile } from '../profile/codec.js';
import type { Reference } from '../profile/reference.js';
import type { Feature } from '../sources/source.js';

/** A reference as it is kept: what it was made from decides whether a later check may use it. */
export interface SavedReference {
  readonly model: string;
  readonly created: Date;
  /** Hash of what the reference was made from: its rows, features and files. */
  readonly definition: string;
  readonly reference: Reference;
  readonly excluded: readonly Exclusion[];
}

interface Written {
  readonly format: number;
  readonly model: string;
  readonly version: string;
  readonly created: string;
  readonly definition: string;
  readonly rows: number;
  readonly excluded: readonly Exclusion[];
  readonly features: readonly {
    readonly feature: Feature;
    readonly grid: string;
    readonly profile: string;
  }[];
}

const FORMAT = 1;

/** References in a folder: one file a version, `references/<model>/<version>.json`. */
export class ReferenceStore {
  constructor(readonly folder: string) {}

  /** Keeps a reference and returns its path. Writes beside the file first, so that a crash leaves no half of one. */
  async save({ model, created, definition, reference, excluded }: SavedReference): Promise<string> {
    const written: Written = {
      format: FORMAT,
      model,
      version: reference.version,
      created: created.toISOString(),
      definition,
      rows: reference.rows,
      excluded,
      features: reference.features.map(({ feature, profile }) => ({
        feature,
        grid: Buffer.from(encodeGrid(profile.grid)).toString('base64'),
        profile: Buffer.from(encodeProfile(profile)).toString('base64'),
      })),
    };
    const folder = this.#folderOf(model);
    const path = join(folder, `${reference.version}.json`);
    try {
      await mkdir(folder, { recursive: true });
      await writeFile(`${path}.tmp`, JSON.stringify(written));
      await rename(`${path}.tmp`, path);
    } catch (cause) {
      throw new DriftError(
        'output_unwritable',
        'the reference cannot be written; check the folder and its space',
        {
          file: path,
          cause,
        },
      );
    }
    return path;
  }

  /** All references, of one model or of every model, newest first. */
  async list(model?: string): Promise<SavedReference[]> {
    const models = model === undefined ? await entries(join(this.folder, 'references')) : [fileName(model)];
    const found: SavedReference[] = [];
    for (const name of models) {
      const folder = join(this.folder, 'references', name);
      for (const file of await entries(folder)) {
        if (file.endsWith('.json')) found.push(await read(join(folder, file)));
      }
    }
    return found.sort((a, b) => b.created.getTime() - a.created.getTime());
  }

  /** The newest reference of a model that was made from exactly this. */
  async find(model: string, definition: string): Promise<SavedReference | undefined> {
    return (await this.list(model)).find((saved) => saved.definition === definition);
  }

  #folderOf(model: string): string {
    return join(this.folder, 'references', fileName(model));
  }
}

/** Hash of a definition: anything that JSON can write. */
export function definitionHash(definition: unknown): string {
  return createHash('sha256').update(JSON.stringify(definition)).digest('hex').slice(0, 16);
}

async function read(file: string): Promise<SavedReference> {
  try {
    const written = JSON.parse(await readFile(file, 'utf8')) as Written;
    if (written.format !== FORMAT) throw new RangeError(`format ${written.format} is not ${FORMAT}`);
    const features = written.features.map(({ feature, grid, profile }) => {
      const decoded = decodeGrid(Buffer.from(grid, 'base64'));
      return { feature, profile: decodeProfile(Buffer.from(profile, 'base64'), decoded) };
    });
    const { model, created, definition, version, rows, excluded } = written;
    return {
      model,
      created: new Date(created),
      definition,
      excluded,
      reference: { version, rows, features },
    };
  } catch (cause) {
    throw new DriftError(
      'reference_corrupt',
      'this saved reference cannot be read; delete it and build it again',
      {
        file,
        cause,
      },
    );
  }
}

async function entries(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new DriftError('reference_missing', 'the folder of references cannot be read', {
      file: folder,
      cause: error,
    });
  });
}

/** A model's name as a file name: letters, digits and a few marks stay, the rest is escaped. */
function fileName(model: string): string {
  return encodeURIComponent(model)
    .replaceAll('*', '%2A')
    .replace(/^\.+/, (dots) => '%2E'.repeat(dots.length));
}
