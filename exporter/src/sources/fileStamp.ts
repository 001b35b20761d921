import { stat } from 'node:fs/promises';

/** Which files there are, how large, and since when as they are: another text once one of them has changed. */
export async function fileStamp(files: readonly string[]): Promise<string> {
  const stamps = await Promise.all(
    files.map(async (file) => {
      const { size, mtimeMs, ino } = await stat(file);
      return [file, size, mtimeMs, ino];
    }),
  );
  return JSON.stringify(stamps);
}
