import { existsSync, fsyncSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/**
 * Opens the database in a folder, whose parent exists. A new one is made beside it and moved there once it is complete,
 * so that no crash leaves half of one. Nobody else may be at work in the parent folder.
 */
export async function openFolder(folder: string): Promise<PGlite> {
  const unfinished = `${folder}.unfinished`;
  await removeUnfinished(folder);
  if (!existsSync(join(folder, 'PG_VERSION'))) {
    await mkdir(unfinished, { mode: 0o700 });
    const made = await open(unfinished);
    await made.close();
    await rename(unfinished, folder);
  }
  return open(folder);
}

async function removeUnfinished(folder: string): Promise<void> {
  const left = `${basename(folder)}.unfinished`;
  for (const name of await readdir(dirname(folder))) {
    if (name === left) await rm(join(dirname(folder), name), { recursive: true, force: true });
  }
}

async function open(folder: string): Promise<PGlite> {
  const said: string[] = [];
  try {
    return await PGlite.create({
      fs: new DurableFolder(folder),
      startParams: [
        // by default PGlite turns fsync off
        ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
        ...['wal_sync_method=fsync', 'timezone=UTC', 'max_wal_size=128MB', 'shared_buffers=32MB'].flatMap(
          (setting) => ['-c', setting],
        ),
      ],
      onStderr: (text) => {
        if (text.includes('FATAL') || text.includes('PANIC')) said.push(text.trim());
        return true;
      },
    });
  } catch (error) {
    throw said.length === 0 ? error : new Error(said.join(' '), { cause: error });
  }
}

type Emscripten = Awaited<ReturnType<NodeFS['init']>>['emscriptenOpts'];

/** The part of Emscripten's module that gives its files to Node. */
interface NodeFiles {
  readonly NODEFS: { readonly stream_ops: { fsync?: (stream: { readonly nfd?: number }) => number } };
}

/** A folder in which what PostgreSQL has synced is on the disk: Emscripten's own files leave that to the system. */
class DurableFolder extends NodeFS {
  override async init(...given: Parameters<NodeFS['init']>): Promise<{ emscriptenOpts: Emscripten }> {
    const { emscriptenOpts } = await super.init(...given);
    const sync = (module: unknown): void => {
      (module as NodeFiles).NODEFS.stream_ops.fsync = ({ nfd }) => {
        // a folder has none
        if (nfd !== undefined) fsyncSync(nfd);
        return 0;
      };
    };
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), sync] } };
  }
}
