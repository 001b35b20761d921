import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { renderedFiles } from './render.js';
import { tableauFiles } from './renderTableau.js';
import { catalogueOfMigrations } from './tableau/catalogueOfMigrations.js';

// writes every generated file; run from the root of the project
for (const [path, text] of [...renderedFiles(), ...tableauFiles(await catalogueOfMigrations())]) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  process.stdout.write(`${path}\n`);
}
