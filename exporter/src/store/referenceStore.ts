import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Exclusion } from '../detection/result.js';
import { DriftError } from '../errors.js';
import { decodeGrid, decodeProfile, encodeGrid, encodeProfile } from '../profile/codec.js';
import type { Reference, ReferenceSegment } from '../profile/reference.js';
import { segmentGrid } from '../profile/segmentCells.js';
import { extrasOf, readExtras, writtenExtras } from './referenceExtras.js';

/** A reference as it is kept: what it was made from decides whether a later check may use it. */
export interface SavedReference {
  readonly model: string;
  readonly created: Date;
  /** Hash of what the reference was made from: its rows, features and files. */
  readonly definition: string;
  readonly reference: Reference;
  readonly excluded: readonly Exclusion[];
}

const FORMAT = 1;

/** The file of a reference. */
const written = z.object({
  format: z.literal(FORMAT),
  model: z.string(),
  version: z.string(),
  created: z.iso.datetime(),
  definition: z.string(),
  rows: z.number(),
  excluded: z.array(z.object({ feature: z.string(), reason: z.string() })),
  features: z.array(
    z.object({
      feature: z.object({
        name: z.string(),
        kind: z.enum(['numeric', 'categorical']),
        expression: z.string().optional(),
      }),
      grid: z.base64(),
      profile: z.base64(),
    }),
  ),
  segments: z
    .array(z.object({ column: z.string(), value: z.string().nullable(), profiles: z.array(z.base64()) }))
    .optional(),
  ...writtenExtras.shape,
});
type Written = z.infer<typeof written>;

/** Names of files may be 255 bytes long; longer ones are cut and told apart by their hash. */
const LONGEST_NAME = 200;

/** References in a folder: one file a version, `references/<model>/<version>.json`. */
export class ReferenceStore {
  constructor(readonly folder: string) {}

  /** Keeps a reference and returns its path. Writes beside the file first, so that a crash leaves no half of one. */
  async save({ model, created, definition, reference, excluded }: SavedReference): Promise<string> {
    const file: Written = {
      format: FORMAT,
      model,
      version: reference.version,
      created: created.toISOString(),
      definition,
      rows: reference.rows,
      excluded: [...excluded],
      features: reference.features.map(({ feature, profile }) => ({
        feature,
        grid: Buffer.from(encodeGrid(profile.grid)).toString('base64'),
        profile: Buffer.from(encodeProfile(profile)).toString('base64'),
      })),
      ...(reference.segments && {
        segments: reference.segments.map(({ profiles, ...segment }) => ({
          ...segment,
          profiles: profiles.map((profile) => Buffer.from(encodeProfile(profile)).toString('base64')),
        })),
      }),
      ...extrasOf(reference),
    };
    const folder = this.#folderOf(model);
    const path = join(folder, `${reference.version}.json`);
    // another process may save the same version at the same time
    const unfinished = `${path}.${randomUUID()}.tmp`;
    try {
      await mkdir(folder, { recursive: true });
      await writeFile(unfinished, JSON.stringify(file), { flush: true });
      await rename(unfinished, path);
    } catch (cause) {
      await rm(unfinished, { force: true }).catch(() => undefined);
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
        if (!file.endsWith('.json')) continue;
        const saved = await read(join(folder, file));
        // where names differ in case only, some file systems give them one folder
        if (model === undefined || saved.model === model) found.push(saved);
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

async function read(path: string): Promise<SavedReference> {
  try {
    const { model, created, definition, version, rows, excluded, ...file } = written.parse(
      JSON.parse(await readFile(path, 'utf8')),
    );
    const features = file.features.map(({ feature, grid, profile }) => {
      const decoded = decodeGrid(Buffer.from(grid, 'base64'));
      if (decoded.kind !== feature.kind) throw new RangeError(`a ${decoded.kind} grid of ${feature.name}`);
      return { feature, profile: decodeProfile(Buffer.from(profile, 'base64'), decoded) };
    });
    const segments = file.segments?.map(({ profiles, ...segment }): ReferenceSegment => {
      if (profiles.length !== features.length) throw new RangeError('a segment lacks features');
      return {
        ...segment,
        profiles: features.map(({ profile: { grid } }, place) =>
          decodeProfile(Buffer.from(profiles[place] ?? '', 'base64'), segmentGrid(grid)),
        ),
      };
    });
    return {
      model,
      created: new Date(created),
      definition,
      excluded,
      reference: {
        version,
        rows,
        features,
        ...(segments && { segments }),
        ...readExtras(file),
      },
    };
  } catch (cause) {
    throw new DriftError(
      'reference_corrupt',
      'this saved reference cannot be read; delete it and build it again',
      {
        file: path,
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
  // `%` alone is what no other name becomes; half of a surrogate pair has no code in UTF-8
  const escaped = encodeURIComponent(model.replaceAll(/\p{Surrogate}/gu, '\ufffd'))
    .replaceAll('*', '%2A')
    .replace(/^\.+/, (dots) => '%2E'.repeat(dots.length));
  if (escaped === '') return '%';
  if (escaped.length <= LONGEST_NAME) return escaped;
  return `${escaped.slice(0, LONGEST_NAME)}%${definitionHash(model)}`;
}
