import { writeFileSync } from 'node:fs';
import { renderedRules } from './render.js';

// writes every file of alert rules; run from the root of the project
for (const [path, text] of renderedRules()) {
  writeFileSync(path, text);
  process.stdout.write(`${path}\n`);
}
