import { randomUUID } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';

/** A name that a folder is given once, and keeps wherever it is moved to. */
export async function folderId(folder: string): Promise<string> {
  const path = join(folder, 'id');
  const known = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  if (known !== '') return known;
  const id = randomUUID();
  const file = await open(`${path}.new`, 'w', 0o600);
  try {
    await file.writeFile(id);
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
  return id;
}
