import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { renderedFiles } from './render.js';

// writes every generated file; run from the root of the project
for (const [path, text] of renderedFiles()) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  process.stdout.write(`${path}\n`);
}
