import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DriftError } from './errors.js';

/**
 * A file or folder that comes with the exporter: in the package beside its code, in the project among its documentation.
 * @param places from the package's or the project's root
 * @throws DriftError `input_missing` where none is part of this installation
 */
export function installedFile(...places: readonly string[]): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const found = places.map((place) => join(folder, place)).find((path) => existsSync(path));
    if (found !== undefined) return found;
    if (folder === dirname(folder)) {
      throw new DriftError('input_missing', `${places.at(-1)} is not part of this installation`);
    }
  }
}
